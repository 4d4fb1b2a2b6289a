//! A virtual screen, as X11 sees it: its windows, its keyboard and mouse, and pictures of both (Linux).

use std::thread::sleep;
use std::time::{Duration, Instant};

use creeps_godot_env::VirtualDisplay;
use image::RgbImage;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConfigureWindowAux, ConnectionExt as _, ImageFormat,
    InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, MOTION_NOTIFY_EVENT, MapState,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::screenshot::Screenshot;

/// A window's number.
pub(crate) type WindowId = u32;

/// A connection to the screen. What returns nothing panics when the screen does not answer.
pub(crate) struct XScreen {
    connection: RustConnection,
    /// The window that all others lie in.
    pub root: WindowId,
}

impl XScreen {
    pub fn connect(display: &VirtualDisplay) -> Self {
        let (connection, screen) = x11rb::connect(Some(&display.name())).expect("the screen answers");
        let root = connection.setup().roots[screen].root;
        Self { connection, root }
    }

    fn sync(&self) {
        self.connection.sync().expect("the screen answers");
    }

    /// All windows, each before those in it.
    pub fn windows(&self) -> Vec<WindowId> {
        self.windows_in(self.root)
    }

    fn windows_in(&self, parent: WindowId) -> Vec<WindowId> {
        let tree = self.connection.query_tree(parent).ok().and_then(|cookie| cookie.reply().ok());
        let children = tree.map(|tree| tree.children).unwrap_or_default();
        children.into_iter().flat_map(|id| std::iter::once(id).chain(self.windows_in(id))).collect()
    }

    pub fn title(&self, id: WindowId) -> String {
        let name = self.connection.get_property(false, id, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64).ok();
        let name = name.and_then(|cookie| cookie.reply().ok()).unwrap_or_default().value;
        String::from_utf8_lossy(&name).into_owned()
    }

    /// A number or a window that a window's property holds.
    pub fn property(&self, id: WindowId, name: &str, kind: AtomEnum) -> Option<u32> {
        let atom = self.connection.intern_atom(false, name.as_bytes()).ok()?.reply().ok()?.atom;
        let reply = self.connection.get_property(false, id, atom, kind, 0, 1).ok()?.reply().ok()?;
        reply.value32()?.next()
    }

    /// Whether a window is mapped, and all windows that it lies in.
    pub fn is_viewable(&self, id: WindowId) -> bool {
        let reply = self.connection.get_window_attributes(id).ok().and_then(|cookie| cookie.reply().ok());
        reply.is_some_and(|reply| reply.map_state == MapState::VIEWABLE)
    }

    /// The position on the screen of a position in a window, px.
    pub fn on_screen(&self, id: WindowId, x: i16, y: i16) -> (i16, i16) {
        let position = self.connection.translate_coordinates(id, self.root, x, y).expect("it is sent");
        let position = position.reply().expect("the window is on the screen");
        (position.dst_x, position.dst_y)
    }

    /// A window's width and height, px. None if it is gone.
    pub fn size(&self, id: WindowId) -> Option<(u16, u16)> {
        let size = self.connection.get_geometry(id).ok()?.reply().ok()?;
        Some((size.width, size.height))
    }

    /// Makes a window that large, px, in the screen's corner.
    pub fn resize(&self, id: WindowId, width: u32, height: u32) {
        let size = ConfigureWindowAux::new().x(0).y(0).width(width).height(height);
        self.connection.configure_window(id, &size).expect("it is sent");
        self.sync();
    }

    /// Gives the keyboard to a window, or to none.
    pub fn focus(&self, id: Option<WindowId>) {
        let id = id.unwrap_or(x11rb::NONE);
        self.connection.set_input_focus(InputFocus::NONE, id, x11rb::CURRENT_TIME).expect("it is sent");
        self.sync();
    }

    /// Presses or releases the key that is labelled so.
    pub fn key(&self, keysym: u32, pressed: bool) {
        let kind = if pressed { KEY_PRESS_EVENT } else { KEY_RELEASE_EVENT };
        let code = self.keycode(keysym);
        self.connection.xtest_fake_input(kind, code, 0, self.root, 0, 0, 0).expect("it is sent");
        self.sync();
    }

    /// Clicks with the mouse at a position on the screen, px.
    pub fn click(&self, (x, y): (i16, i16)) {
        for (kind, button) in [(MOTION_NOTIFY_EVENT, 0), (BUTTON_PRESS_EVENT, 1), (BUTTON_RELEASE_EVENT, 1)] {
            self.connection.xtest_fake_input(kind, button, 0, self.root, x, y, 0).expect("it is sent");
            self.sync();
            sleep(Duration::from_millis(100));
        }
    }

    /// Clicks twice with the mouse at a position on the screen, px, faster than two clicks.
    pub fn double_click(&self, (x, y): (i16, i16)) {
        let click = [(BUTTON_PRESS_EVENT, 1), (BUTTON_RELEASE_EVENT, 1)];
        for (kind, button) in [(MOTION_NOTIFY_EVENT, 0)].into_iter().chain(click).chain(click) {
            self.connection.xtest_fake_input(kind, button, 0, self.root, x, y, 0).expect("it is sent");
            self.sync();
            sleep(Duration::from_millis(30));
        }
    }

    fn keycode(&self, keysym: u32) -> u8 {
        let setup = self.connection.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = self.connection.get_keyboard_mapping(first, last - first + 1).expect("it is sent");
        let map = map.reply().expect("the screen answers");
        let mut keys = map.keysyms.chunks(map.keysyms_per_keycode.into());
        first + keys.position(|keysyms| keysyms.contains(&keysym)).expect("the keyboard has the key") as u8
    }

    /// Gives keys other labels, as another keyboard layout has them: the label now, and the one from now on.
    pub fn relabel(&self, labels: &[(u32, u32)]) {
        // Looked up before any is changed: labels may be swapped.
        let codes: Vec<u8> = labels.iter().map(|(label, _)| self.keycode(*label)).collect();
        for (code, (_, label)) in codes.into_iter().zip(labels) {
            let changed = self.connection.change_keyboard_mapping(1, code, 1, &[*label]);
            changed.expect("it is sent").check().expect("the screen takes it");
        }
        self.sync();
    }

    /// What a window shows. None if it is gone or not wholly on the screen.
    pub fn screenshot(&self, id: WindowId) -> Option<Screenshot> {
        let (width, height) = self.size(id)?;
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, id, 0, 0, width, height, !0).ok()?;
        // 24 bits deep: blue, green, red and a byte of nothing.
        let data = image.reply().ok()?.data;
        let taken = Instant::now();
        let rgb = data.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
        Some(Screenshot::new(RgbImage::from_raw(width.into(), height.into(), rgb)?, taken))
    }
}
