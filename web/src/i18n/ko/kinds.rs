//! Names of kinds, states and actions in Korean.

pub mod access_log;
pub mod action;
pub mod alarm;
pub mod api_gateway;
pub mod appliance;
pub mod attacker;
pub mod auto_scaling_group;
pub mod availability_zone;
pub mod bastion;
pub mod browser;
pub mod classic_load_balancer;
pub mod cloudfront;
pub mod cloudwatch_agent;
pub mod container;
pub mod database;
pub mod docker_host;
pub mod elasticache;
pub mod gateway_endpoint;
pub mod gateway_load_balancer;
pub mod health_check;
pub mod instance;
pub mod internet_gateway;
pub mod lambda_function;
pub mod launch_template;
pub mod listener;
pub mod listener_rule;
pub mod load_balancer;
pub mod log_group;
pub mod nat_gateway;
pub mod network_acl;
pub mod network_load_balancer;
pub mod on_premises_server;
pub mod record_set;
pub mod region;
pub mod response_headers;
pub mod reverse_proxy;
pub mod route53;
pub mod route_table;
pub mod s3;
pub mod scaling_policy;
pub mod scheduled_action;
pub mod security_group;
pub mod station;
pub mod subnet;
pub mod target_group;
pub mod users;
pub mod vpc;
pub mod vpc_link;

use crate::i18n::{FieldWords, later};
use crate::vocabulary::{Action, InstanceState, KindId, Lang, Speed};

pub fn name(kind: Option<KindId>) -> &'static str {
    let Some(kind) = kind else {
        return "알 수 없는 구성 요소";
    };
    ask_first!(kind => NAME, later::name(Lang::Ko, kind))
}

/// Of a kind that comes with the second part of the page.
pub fn later_name(kind: KindId) -> &'static str {
    ask_later!(kind => NAME)
}

pub fn help(kind: Option<KindId>) -> &'static str {
    let Some(kind) = kind else {
        return "이 버전이 모르는 구성 요소라서 아무 일도 하지 않아요.";
    };
    ask_kind!(kind => HELP)
}

pub fn synonyms(kind: KindId) -> &'static str {
    ask_kind!(kind => SYNONYMS)
}

pub fn field(kind: KindId, path: &str) -> Option<FieldWords> {
    ask_kind!(kind => field(path))
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(kind: KindId, path: &str, word: &str) -> Option<&'static str> {
    ask_kind!(kind => choice(path, word))
}

/// A word of what a part of the kind shows.
pub fn vital(kind: Option<KindId>, word: &str) -> Option<&'static str> {
    let kind = kind?;
    ask_first!(kind => vital(word), later::vital(Lang::Ko, kind, word))
}

/// Of a kind that comes with the second part of the page.
pub fn later_vital(kind: KindId, word: &str) -> Option<&'static str> {
    ask_later!(kind => vital(word))
}

/// A word of a fault of the kind, or of what it says in the log.
pub fn said(kind: Option<KindId>, word: &str) -> Option<&'static str> {
    let kind = kind?;
    ask_kind!(kind => said(word))
}

pub fn state(state: InstanceState) -> &'static str {
    match state {
        InstanceState::Pending => "준비 중",
        InstanceState::Bootstrapping => "설치 중",
        InstanceState::Checking => "확인 중",
        InstanceState::Healthy => "정상",
        InstanceState::Unhealthy => "비정상",
        InstanceState::Crashed => "프로세스 종료",
        InstanceState::Hung => "응답 없음",
        InstanceState::Unreachable => "연결 끊김",
        InstanceState::Draining => "드레이닝",
        InstanceState::Terminating => "종료 중",
        InstanceState::Stopped => "중지됨",
    }
}

pub fn action(action: Action) -> &'static str {
    match action {
        Action::PlayPause => "재생 / 일시정지",
        Action::NextEvent => "다음 사건까지 진행",
        Action::NextDecision => "다음 결정까지 진행",
        Action::PreviousMark => "타임라인의 이전 표시로",
        Action::NextMark => "타임라인의 다음 표시로",
        Action::Slower => "더 느리게",
        Action::Faster => "더 빠르게",
        Action::SetSpeed(Speed::Slow) => "느리게",
        Action::SetSpeed(_) => "속도 바꾸기",
        Action::Restart => "같은 시드로 다시 시작",
        Action::NewSeed => "새 시드로 다시 시작",
        Action::Surge => "점심 러시 보내기",
        Action::Undo => "실행 취소",
        Action::Redo => "다시 실행",
        Action::Delete => "삭제",
        Action::Duplicate => "복제",
        Action::Rename => "이름 바꾸기",
        Action::SelectAll => "모두 선택",
        Action::Nudge(..) => "선택한 것 옮기기",
        Action::ZoomIn => "확대",
        Action::ZoomOut => "축소",
        Action::Fit => "화면에 맞추기",
        Action::ActualSize => "100 % 크기",
        Action::Cancel => "취소, 선택 해제, 닫기",
        Action::OpenProperties => "설정 열기",
        Action::StartLink => "선택한 것에서 연결 시작",
        Action::NextTarget => "다음 연결 대상",
        Action::PreviousTarget => "이전 연결 대상",
        Action::LinkTarget => "고른 대상에 연결",
        Action::Commands => "명령 팔레트",
        Action::Keys => "단축키 목록",
        Action::Gallery => "보드 갤러리",
        Action::Coverage => "학습 노트 적용 범위",
        Action::NextRegion => "다음 영역으로",
        Action::PreviousRegion => "이전 영역으로",
        Action::Add(_) => "구성 요소 추가",
        Action::Tidy => "자동 정렬",
        Action::SaveFile => "파일로 저장",
        Action::OpenFile => "보드나 트래픽 파일 열기",
        Action::ImportPolicies => "AWS JSON 붙여넣기",
        Action::CopyPolicies => "AWS JSON으로 복사",
        Action::Share => "공유",
        Action::ToggleTheme => "밝은 / 어두운 테마",
        Action::ToggleLanguage => "English로 바꾸기",
        Action::ToggleSingleKeys => "한 글자 단축키 켜기 / 끄기",
        Action::ToggleMotion => "움직이는 점 켜기 / 끄기",
        Action::KillServer => "서버 하나 끄기",
        Action::Compare => "두 보드·미래 비교하기",
        Action::SwapFuture => "다른 미래 보기",
        Action::EndFork => "이 미래만 남기기",
        Action::Fork => "여기서 갈라서 비교하기",
    }
}
