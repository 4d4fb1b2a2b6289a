//! The build profile: which of the engine's classes the template has.
//!
//! A class that is not registered is not linked either, unless the engine itself uses it. We keep what the game's
//! scenes and code name, and what a 2D game is likely to want next ([`KEPT`]), so that not every new node calls for
//! a new template. Of nodes and resources all others go; of the rest of the engine only what is listed ([`DROPPED`]).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use walkdir::WalkDir;

use super::classes::Classes;

/// Kept though the game may not name them today. Whatever they are derived from is kept, too.
const KEPT: &str = "
    AnimatedSprite2D AnimationPlayer AudioStreamPlayer AudioStreamPlayer2D BackBufferCopy CPUParticles2D Camera2D
    CanvasGroup CanvasLayer CanvasModulate Line2D Marker2D MultiMeshInstance2D Parallax2D ParallaxBackground
    ParallaxLayer Path2D PathFollow2D Polygon2D RemoteTransform2D Sprite2D SubViewport Timer TouchScreenButton
    VisibleOnScreenEnabler2D VisibleOnScreenNotifier2D

    Area2D CharacterBody2D CollisionPolygon2D CollisionShape2D RigidBody2D StaticBody2D

    AspectRatioContainer Button CenterContainer CheckBox CheckButton ColorRect GridContainer HBoxContainer
    HFlowContainer HScrollBar HSeparator HSlider Label LineEdit MarginContainer NinePatchRect OptionButton Panel
    PanelContainer Popup PopupMenu PopupPanel ProgressBar RichTextLabel ScrollContainer SubViewportContainer TabBar
    TabContainer TextureButton TextureProgressBar TextureRect VBoxContainer VScrollBar VSeparator VSlider Window

    InstancePlaceholder PackedScene Script

    Animation AnimationLibrary ArrayMesh AtlasTexture AudioBusLayout AudioEffectAmplify AudioEffectHardLimiter
    AudioEffectLowPassFilter AudioStreamPolyphonic AudioStreamRandomizer AudioStreamWAV BitMap ButtonGroup
    CanvasItemMaterial CanvasTexture CompressedTexture2D Curve Curve2D CurveTexture DPITexture FontFile FontVariation
    GDExtension Gradient GradientTexture1D GradientTexture2D Image ImageTexture JSON LabelSettings MultiMesh
    OptimizedTranslation PhysicsMaterial PlaceholderTexture2D RichTextEffect Shader ShaderInclude ShaderMaterial
    Shortcut SpriteFrames SystemFont Theme ViewportTexture World2D
";

/// Kept with all that is derived from them.
const FAMILIES: &str = "InputEvent Shape2D StyleBox";

/// Dropped with all that is derived from them, besides nodes and resources: the network; ways for an extension to
/// replace parts of the engine; renderers that browsers have not; three dimensions; tools.
const DROPPED: &str = "
    DTLSServer HTTPClient MultiplayerAPI PacketPeer SocketServer StreamPeer TLSOptions UDPServer

    ImageFormatLoaderExtension PhysicsDirectBodyState2DExtension PhysicsDirectSpaceState2DExtension
    PhysicsServer2DExtension RenderDataExtension RenderSceneBuffersExtension RenderSceneDataExtension
    TextServerExtension

    RenderSceneBuffersConfiguration RenderSceneBuffersRD RenderingDevice

    MeshConvexDecompositionSettings MeshDataTool SurfaceTool TriangleMesh XRInterface XRPose XRTracker

    AESContext AStar2D AStar3D AStarGrid2D AudioEffectInstance CameraFeed Crypto EncodedObjectAsID Expression
    HMACContext MovieWriter NavigationPathQueryParameters2D NavigationPathQueryResult2D PCKPacker
    PackedDataContainerRef XMLParser
";

/// The classes that the template is built without.
///
/// # Errors
///
/// When the engine's sources or the game's files can't be read.
pub fn disabled(classes: &Classes, game: &[&Path]) -> Result<Vec<String>> {
    let mut used = BTreeSet::new();
    for folder in game {
        for entry in WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| is_exported(entry.path()))
        {
            let path = entry.with_context(|| format!("could not read {}", folder.display()))?.into_path();
            let names_classes = |extension: &std::ffi::OsStr| {
                ["rs", "tscn", "tres", "godot"].iter().any(|wanted| extension == *wanted)
            };
            if path.extension().is_some_and(names_classes) {
                let text = fs::read_to_string(&path)
                    .with_context(|| format!("could not read {}", path.display()))?;
                used.extend(classes.named_in(&text).into_iter().map(str::to_owned));
            }
        }
    }
    Ok(without(classes, &used))
}

/// What the presets leave out of every export, and what Godot makes itself.
fn is_exported(path: &Path) -> bool {
    !["addons", "bench", ".godot"].iter().any(|name| path.ends_with(name))
}

fn without(classes: &Classes, used: &BTreeSet<String>) -> Vec<String> {
    let named = KEPT.split_whitespace().chain(used.iter().map(String::as_str));
    let mut kept: BTreeSet<&str> = named.flat_map(|class| classes.lineage(class)).collect();
    let is_of =
        |class: &str, families: &str| families.split_whitespace().any(|family| classes.is_a(class, family));
    let families = classes.names().filter(|class| is_of(class, FAMILIES));
    kept.extend(families.flat_map(|class| classes.lineage(class)));
    // An effect is a resource that makes an object of this name, which does the work.
    let instances: Vec<_> = kept.iter().map(|class| format!("{class}Instance")).collect();
    kept.extend(instances.iter().filter(|class| classes.has(class)).flat_map(|class| classes.lineage(class)));

    let may_go = |class: &str| {
        let family = is_of(class, "Node Resource") || is_of(class, DROPPED);
        // `RD…` describe things of the renderers that browsers have not.
        family || (class.starts_with("RD") && classes.is_a(class, "RefCounted"))
    };
    classes.names().filter(|class| !kept.contains(class) && may_go(class)).map(str::to_owned).collect()
}

/// Names of ours that this engine does not have: it is older or newer than our lists, or they have a slip.
pub fn unknown(classes: &Classes) -> Vec<&'static str> {
    let ours = [KEPT, FAMILIES, DROPPED].into_iter().flat_map(str::split_whitespace);
    ours.filter(|class| !classes.has(class)).collect()
}

/// The profile as the engine's build reads it.
pub fn to_json(disabled: &[String]) -> String {
    let names: Vec<_> = disabled.iter().map(|class| format!("\t\t\"{class}\"")).collect();
    format!("{{\n\t\"disabled_classes\": [\n{}\n\t]\n}}\n", names.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web_template::classes::tests::some;

    fn disabled_with(used: &[&str]) -> Vec<String> {
        without(&some(), &used.iter().map(|class| (*class).to_owned()).collect())
    }

    #[test]
    fn what_is_not_used_goes_and_the_families_stay() {
        assert_eq!(disabled_with(&[]), ["Light2D", "RDUniform", "XMLParser"]);
    }

    #[test]
    fn what_the_game_names_stays() {
        assert_eq!(disabled_with(&["Light2D", "XMLParser"]), ["RDUniform"]);
    }

    #[test]
    fn scenes_and_code_are_read_and_what_no_export_has_is_not() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("bench")).unwrap();
        fs::write(dir.path().join("lamp.tscn"), "[node name=\"Lamp\" type=\"Light2D\"]").unwrap();
        fs::write(dir.path().join("bench/parser.rs"), "use godot::classes::XMLParser;").unwrap();
        assert_eq!(disabled(&some(), &[dir.path()]).unwrap(), ["RDUniform", "XMLParser"]);
        fs::write(dir.path().join("parser.rs"), "use godot::classes::XMLParser;").unwrap();
        assert_eq!(disabled(&some(), &[dir.path()]).unwrap(), ["RDUniform"]);
    }

    #[test]
    fn the_profile_is_what_the_engine_reads() {
        let profile = to_json(&["A".into(), "B".into()]);
        assert_eq!(profile, "{\n\t\"disabled_classes\": [\n\t\t\"A\",\n\t\t\"B\"\n\t]\n}\n");
    }
}
