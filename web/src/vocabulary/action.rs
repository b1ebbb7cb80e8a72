//! What a person can ask for, whatever the way: menu, keys, command palette or screen reader.

use super::{KindId, Speed};

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
    /// The boards that come with Swell.
    Gallery,
    /// What of the study notes is seen where.
    Coverage,
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
            | Self::Gallery
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
            | Self::Coverage
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
            Action::SwapFuture | Action::EndFork => self.has_futures,
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
