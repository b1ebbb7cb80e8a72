//! The native dialogs: command palette, list of keys, parts of the phone layout. The browser keeps
//! the focus inside and gives it back.

use super::state::Dialog;
use super::{
    Shell, Verb, beside, coverage, gallery, glossary, icon, import_dialog, palette, readable_keys,
    request_trace, share_dialog,
};
use crate::i18n::policy::PolicyWords;
use crate::i18n::{Lang, matches, synonyms};
use crate::input::action::{LISTED, keys};
use crate::view::{dynamic, piece};
use crate::vocabulary::{Action, Family, KindId};
use leptos::html;
use leptos::prelude::*;

/// The one dialog element; what is in it follows `ui.dialog`.
pub fn dialogs(shell: Shell) -> AnyView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = element.get() else { return };
        match shell.ui.dialog.get() {
            // A sandboxed frame may refuse a modal; a plain one still works there.
            Some(_) if !dialog.open() && dialog.show_modal().is_err() => dialog.show(),
            None if dialog.open() => dialog.close(),
            _ => {}
        }
        // Another page in it is read from its beginning.
        dialog.set_scroll_top(0);
    });
    let body = move || match shell.ui.dialog.get() {
        Some(Dialog::Commands) => commands(shell),
        Some(Dialog::Keys) => key_list(shell),
        Some(Dialog::Parts) => framed(shell, shell.t().parts, palette::palette(shell, false)),
        Some(Dialog::Gallery) => framed(shell, shell.t().boards, gallery::gallery(shell)),
        Some(Dialog::Beside) => {
            let title = shell.lang.more().two_boards_beside;
            framed(shell, title, beside::beside(shell))
        }
        Some(Dialog::Coverage) => {
            let title = shell.lang.action(Action::Coverage);
            framed(shell, title, coverage::coverage(shell))
        }
        Some(Dialog::Glossary) => framed(shell, shell.lang.more().glossary, glossary::list(shell)),
        Some(Dialog::Import) => framed(
            shell,
            PolicyWords::of(shell.lang).import_title,
            import_dialog::import_dialog(shell),
        ),
        Some(Dialog::Share) => framed(shell, shell.t().share, share_dialog::share(shell)),
        Some(Dialog::Problems) => framed(
            shell,
            shell.lang.more().file_problems,
            share_dialog::problems(shell),
        ),
        Some(Dialog::RequestTrace) => framed(
            shell,
            shell.lang.more().request_trace,
            request_trace::dialog(shell),
        ),
        None => ().into_any(),
    };
    let click = move |ev: web_sys::MouseEvent| {
        // A click on the dialog itself is a click beside its content; one on a button that has brought
        // other content is none.
        let is_own = ev.target() == ev.current_target();
        let is_backdrop = element.get_untracked().filter(|_| is_own).is_some_and(|d| {
            let r = d.get_bounding_client_rect();
            let (x, y) = (f64::from(ev.client_x()), f64::from(ev.client_y()));
            (x, y) != (0.0, 0.0) && (x < r.left() || x > r.right() || y < r.top() || y > r.bottom())
        });
        if is_backdrop {
            shell.ui.dialog.set(None);
        }
    };
    view! {
        <dialog
            class="dialog"
            data-dialog=dynamic(move || shell.ui.dialog.get().map(|d| format!("{d:?}").to_lowercase()))
            node_ref=element on:close=move |_| shell.ui.dialog.set(None) on:click=click>
            {piece(body)}
        </dialog>
    }
    .into_any()
}

fn framed(shell: Shell, title: &'static str, content: AnyView) -> AnyView {
    view! {
        <header class="dialog-head">
            <h2>{title}</h2>
            <button
                type="button"
                class="icon-button"
                aria-label=shell.t().close
                on:click=move |_| shell.ui.dialog.set(None)
            >
                {icon::ui(icon::CLOSE)}
            </button>
        </header>
        {content}
    }
    .into_any()
}

/// A command: an action, a part to add, or what names stand for.
#[derive(Clone, Copy, PartialEq)]
enum Command {
    Act(Action),
    Add(KindId),
    Explain,
}

impl Command {
    fn label(self, lang: Lang) -> String {
        match self {
            Self::Act(action) => lang.action(action).to_owned(),
            Self::Add(kind) => format!("{}: {}", lang.action(Action::Add(kind)), lang.kind(kind)),
            Self::Explain => lang.more().glossary.to_owned(),
        }
    }

    /// Found by its words in either language.
    fn words(self) -> String {
        let both = Lang::ALL.map(|l| self.label(l)).join(" ");
        match self {
            Self::Act(action) => format!("{both} {}", also(action)),
            Self::Explain => both,
            Self::Add(kind) => format!("{both} {}", synonyms(kind)),
        }
    }
}

/// What else people call an action, in both languages.
const fn also(action: Action) -> &'static str {
    match action {
        Action::ImportPolicies => "import policies CloudFormation Terraform 가져오기 정책",
        Action::OpenFile => "import load upload 가져오기 불러오기 업로드",
        Action::SaveFile => "export download 내보내기 다운로드",
        Action::CopyPolicies => "export 내보내기",
        Action::Share => "link url embed iframe 링크 주소 임베드",
        Action::Gallery => "examples templates new 예제 템플릿 새로",
        Action::Restart => "reset 초기화 처음부터",
        Action::Surge => "traffic spike peak load 트래픽 급증 부하",
        Action::KillServer => "terminate stop instance 종료 인스턴스",
        Action::Keys => "keyboard help 키보드 도움말",
        Action::ToggleTheme => "dark light mode 다크 라이트 모드",
        Action::ToggleLanguage => "korean english 한국어 영어",
        Action::ToggleMotion => "animation 애니메이션",
        Action::Fork => "branch what if 분기",
        _ => "",
    }
}

fn commands(shell: Shell) -> AnyView {
    let t = shell.t();
    let query = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let mut parts = KindId::ALL.to_vec();
    let is_listed = |family| family != Family::Network;
    parts.retain(|kind| kind.drawing().family.is_some_and(is_listed));
    parts.sort_by_key(|kind| kind.drawing().family);
    let all: Vec<Command> = LISTED
        .into_iter()
        .map(Command::Act)
        .chain(parts.into_iter().map(Command::Add))
        .chain([Command::Explain])
        .collect();
    let found = Memo::new(move |_| {
        query.with(|q| {
            all.iter()
                .copied()
                .filter(|c| matches(q, &c.words()))
                .collect::<Vec<_>>()
        })
    });
    let run = move |command: Command| {
        shell.ui.dialog.set(None);
        match command {
            Command::Act(action) => shell.act(action),
            Command::Add(kind) => shell.send(Verb::Place { kind, at: None }),
            Command::Explain => shell.ui.dialog.set(Some(Dialog::Glossary)),
        }
    };
    let keydown = move |ev: web_sys::KeyboardEvent| {
        if ev.is_composing() {
            return;
        }
        let count = found.with_untracked(Vec::len).max(1);
        match ev.key().as_str() {
            "ArrowDown" => chosen.update(|n| *n = (*n + 1) % count),
            "ArrowUp" => chosen.update(|n| *n = (*n + count - 1) % count),
            "Enter" => {
                let picked = found.with_untracked(|f| f.get(chosen.get_untracked()).copied());
                if let Some(command) = picked {
                    run(command);
                }
            }
            _ => return,
        }
        ev.prevent_default();
        super::stage::focus_into_view(&format!("command-{}", chosen.get_untracked()));
    };
    let is_any = move || !found.with(Vec::is_empty);
    let items = move || {
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(n, command)| {
                let shortcut = match command {
                    Command::Act(action) => readable_keys(keys(action)),
                    Command::Add(_) | Command::Explain => String::new(),
                };
                let here = move || chosen.get() == n;
                view! {
                    <li
                        role="option"
                        id=format!("command-{n}")
                        aria-selected=dynamic(move || here().to_string())
                        on:click=move |_| run(command)
                        on:pointermove=move |_| {
                            if !here() {
                                chosen.set(n);
                            }
                        }
                    >
                        <span>{command.label(shell.lang)}</span>
                        {(!shortcut.is_empty()).then(|| view! { <kbd>{shortcut}</kbd> })}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <input
            class="input command-search"
            type="text"
            role="combobox"
            autofocus
            aria-expanded="true"
            aria-controls="command-list"
            aria-activedescendant=dynamic(move || format!("command-{}", chosen.get()))
            aria-label=t.search_commands
            placeholder=t.search_commands
            on:input=move |ev| {
                query.set(event_target_value(&ev));
                chosen.set(0);
            }
            on:keydown=keydown
        />
        <p class="empty" hidden=dynamic(is_any)>{shell.lang.more().commands_none}</p>
        <ul class="commands" role="listbox" id="command-list" aria-label=t.commands>{piece(items)}</ul>
    }
    .into_any()
}

fn key_list(shell: Shell) -> AnyView {
    let t = shell.t();
    let rows = LISTED
        .into_iter()
        .chain([Action::Nudge(0.0, 0.0)])
        .filter(|a| !keys(*a).is_empty())
        .map(|action| {
            let anywhere = matches!(action, Action::Commands | Action::NextRegion)
                .then(|| format!(" ({})", t.keys_anywhere));
            view! {
                <div>
                    <dt><kbd>{readable_keys(keys(action))}</kbd></dt>
                    <dd>{shell.lang.action(action)}{anywhere}</dd>
                </div>
            }
        })
        .collect_view();
    let toggle = move || {
        if shell.ui.single_keys.get() {
            shell.lang.more().keys_off
        } else {
            shell.lang.more().keys_on
        }
    };
    let content = view! {
        <dl class="key-list">{rows}</dl>
        <button
            type="button"
            class="button"
            on:click=move |_| shell.act(Action::ToggleSingleKeys)
        >
            {dynamic(toggle)}
        </button>
        <button
            type="button"
            class="button"
            on:click=move |_| shell.ui.dialog.set(Some(Dialog::Glossary))
        >
            {shell.lang.more().glossary}
        </button>
        <p class="share-help">
            <a href="THIRD-PARTY-NOTICES.txt" target="_blank" rel="noopener">
                {shell.lang.more().notices}
            </a>
        </p>
    }
    .into_any();
    framed(shell, t.keys_title, content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_by_what_people_call_them() {
        let finds = |query: &str, action: Action| {
            let command = Command::Act(action);
            LISTED.contains(&action) && matches(query, &command.words())
        };
        for (query, action) in [
            ("import", Action::ImportPolicies),
            ("가져오기", Action::ImportPolicies),
            ("불러오기", Action::OpenFile),
            ("export", Action::SaveFile),
            ("내보내기", Action::CopyPolicies),
            ("dark", Action::ToggleTheme),
            ("트래픽", Action::Surge),
            ("예제", Action::Gallery),
        ] {
            assert!(finds(query, action), "{query}");
        }
    }
}
