//! Every user action, once: menu, keyboard, command palette and screen-reader commands all go
//! through this list. Names are in `i18n`; what an action does is for the board to know.

use crate::vocabulary::{KindId, Speed};

/// One thing a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    PlayPause,
    NextEvent,
    NextDecision,
    PreviousMark,
    NextMark,
    Slower,
    Faster,
    SetSpeed(Speed),
    Restart,
    NewSeed,
    Surge,
    Undo,
    Redo,
    Delete,
    Duplicate,
    Rename,
    SelectAll,
    /// By this many world units.
    Nudge(f64, f64),
    ZoomIn,
    ZoomOut,
    Fit,
    ActualSize,
    Cancel,
    OpenProperties,
    StartLink,
    /// While a line is made: the next part that can take it.
    NextTarget,
    PreviousTarget,
    /// Draws the line to the part that was chosen so.
    LinkTarget,
    Commands,
    Keys,
    NextRegion,
    PreviousRegion,
    Add(KindId),
    Tidy,
    Share,
    SaveFile,
    OpenFile,
    ImportPolicies,
    CopyPolicies,
    ToggleTheme,
    ToggleLanguage,
    ToggleSingleKeys,
    ToggleMotion,
    KillServer,
    Fork,
    /// The score table of the two futures.
    Compare,
    /// Goes on in the other future.
    SwapFuture,
    /// Keeps only the future that is shown.
    EndFork,
}

/// Actions that the command palette and the key list show, in this order.
pub const LISTED: [Action; 41] = [
    Action::PlayPause,
    Action::NextEvent,
    Action::NextDecision,
    Action::PreviousMark,
    Action::Slower,
    Action::Faster,
    Action::Surge,
    Action::KillServer,
    Action::Restart,
    Action::NewSeed,
    Action::Fork,
    Action::Compare,
    Action::SwapFuture,
    Action::EndFork,
    Action::Undo,
    Action::Redo,
    Action::OpenProperties,
    Action::StartLink,
    Action::Delete,
    Action::Duplicate,
    Action::Rename,
    Action::SelectAll,
    Action::Tidy,
    Action::ZoomIn,
    Action::ZoomOut,
    Action::Fit,
    Action::ActualSize,
    Action::Cancel,
    Action::Commands,
    Action::Keys,
    Action::NextRegion,
    Action::Share,
    Action::SaveFile,
    Action::OpenFile,
    Action::ImportPolicies,
    Action::CopyPolicies,
    Action::ToggleTheme,
    Action::ToggleLanguage,
    Action::ToggleSingleKeys,
    Action::ToggleMotion,
    Action::NextMark,
];

/// The keys of an action as people read them, `Mod` standing for Ctrl or ⌘.
pub fn keys(action: Action) -> &'static str {
    match action {
        Action::PlayPause => "Space",
        Action::NextEvent => ".",
        Action::NextDecision => "Shift+.",
        Action::PreviousMark => ",",
        Action::NextMark => "",
        Action::Slower => "[",
        Action::Faster => "]",
        Action::Restart => "R",
        Action::Undo => "Mod+Z",
        Action::Redo => "Mod+Shift+Z",
        Action::Delete => "Delete",
        Action::Duplicate => "Mod+D",
        Action::Rename => "F2",
        Action::SelectAll => "Mod+A",
        Action::ZoomIn => "+",
        Action::ZoomOut => "-",
        Action::Fit => "Shift+1",
        Action::ActualSize => "Shift+0",
        Action::Cancel => "Esc",
        Action::OpenProperties => "Enter",
        Action::StartLink => "L",
        Action::Commands => "Mod+K",
        Action::Keys => "?",
        Action::NextRegion => "F6",
        Action::PreviousRegion => "Shift+F6",
        Action::Nudge(..) => "← ↑ → ↓",
        _ => "",
    }
}

impl Action {
    /// Whether it changes the document or puts another in its place.
    pub fn edits(self) -> bool {
        match self {
            Self::NewSeed
            | Self::Undo
            | Self::Redo
            | Self::Delete
            | Self::Duplicate
            | Self::Rename
            | Self::Nudge(..)
            | Self::StartLink
            | Self::NextTarget
            | Self::PreviousTarget
            | Self::LinkTarget
            | Self::Add(_)
            | Self::Tidy
            | Self::OpenFile
            | Self::ImportPolicies => true,
            Self::PlayPause
            | Self::NextEvent
            | Self::NextDecision
            | Self::PreviousMark
            | Self::NextMark
            | Self::Slower
            | Self::Faster
            | Self::SetSpeed(_)
            | Self::Restart
            | Self::Surge
            | Self::SelectAll
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::Fit
            | Self::ActualSize
            | Self::Cancel
            | Self::OpenProperties
            | Self::Commands
            | Self::Keys
            | Self::NextRegion
            | Self::PreviousRegion
            | Self::Share
            | Self::SaveFile
            | Self::CopyPolicies
            | Self::ToggleTheme
            | Self::ToggleLanguage
            | Self::ToggleSingleKeys
            | Self::ToggleMotion
            | Self::KillServer
            | Self::Fork
            | Self::Compare
            | Self::SwapFuture
            | Self::EndFork => false,
        }
    }
}

/// What is possible at this moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Enabled {
    pub can_undo: bool,
    pub can_redo: bool,
    pub has_selection: bool,
    pub can_edit: bool,
    pub can_surge: bool,
    /// Time moves by itself.
    pub can_play: bool,
    /// Pan, zoom and selection are the reader's.
    pub can_look_around: bool,
    /// There are two futures of a fork.
    pub has_futures: bool,
}

impl Enabled {
    pub fn allows(self, action: Action) -> bool {
        if action.edits() && !self.can_edit {
            return false;
        }
        match action {
            Action::Undo => self.can_undo,
            Action::Redo => self.can_redo,
            Action::Delete
            | Action::Duplicate
            | Action::Rename
            | Action::StartLink
            | Action::Nudge(..)
            | Action::OpenProperties => self.has_selection,
            Action::Compare | Action::SwapFuture | Action::EndFork => self.has_futures,
            Action::PlayPause => self.can_play,
            Action::ZoomIn
            | Action::ZoomOut
            | Action::Fit
            | Action::ActualSize
            | Action::SelectAll => self.can_look_around,
            Action::Surge => self.can_surge,
            _ => true,
        }
    }
}
