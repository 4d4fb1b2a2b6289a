// Shows above each block of code which file it is of. The block's info string says it (rust/book/src/lib.rs).
for (const code of document.querySelectorAll('code[class*="file="]')) {
  const file = [...code.classList].find((name) => name.startsWith("file=")).slice("file=".length);
  const caption = document.createElement("div");
  caption.className = "file-name";
  caption.textContent = code.classList.contains("mistake") ? `${file}, with a mistake` : file;
  code.closest("pre").before(caption);
}
