//! Names of kinds, states and actions in Korean.

use crate::vocabulary::{Action, InstanceState, KindId, Speed};

pub fn name(kind: Option<KindId>) -> &'static str {
    let Some(kind) = kind else {
        return "알 수 없는 구성 요소";
    };
    match kind {
        KindId::Users => "사용자",
        KindId::Route53 => "Route 53",
        KindId::LoadBalancer => "ALB",
        KindId::AutoScalingGroup => "Auto Scaling 그룹",
        KindId::Instance => "EC2 서버",
        KindId::Database => "RDS",
        KindId::TargetGroup => "대상 그룹",
        KindId::LaunchTemplate => "시작 템플릿",
        KindId::ScalingPolicy => "조정 정책",
        KindId::ScheduledAction => "예약 작업",
        KindId::Alarm => "경보",
        KindId::Station => "대기열 처리소",
        KindId::Region => "리전",
        KindId::Vpc => "VPC",
        KindId::AvailabilityZone => "가용 영역",
        KindId::Subnet => "서브넷",
        KindId::RouteTable => "라우팅 테이블",
        KindId::NetworkAcl => "네트워크 ACL",
    }
}

pub fn help(kind: Option<KindId>) -> &'static str {
    let Some(kind) = kind else {
        return "이 버전이 모르는 구성 요소라서 아무 일도 하지 않아요.";
    };
    match kind {
        KindId::Users => "요청을 보내는 사람들이에요. 수를 바꾸면 부하가 바뀌어요.",
        KindId::Route53 => "이름을 주소로 바꿔 줘요. 별칭(alias)은 로드 밸런서를 가리켜요.",
        KindId::LoadBalancer => "요청을 정상 대상에 나눠 줘요 (Application Load Balancer).",
        KindId::AutoScalingGroup => "정책에 따라 서버 수를 늘리고 줄여요 (Auto Scaling group).",
        KindId::Instance => "요청을 처리하는 서버 한 대예요.",
        KindId::Database => "관계형 데이터베이스예요. 예비 복제본이 다른 영역에 있어요.",
        KindId::TargetGroup => "트래픽을 받을 대상과 상태 확인 규칙이에요 (target group).",
        KindId::LaunchTemplate => "새 서버를 어떤 모습으로 띄울지 정해요 (launch template).",
        KindId::ScalingPolicy => "언제 몇 대를 바꿀지 정해요 (scaling policy).",
        KindId::ScheduledAction => "정해진 시각에 용량을 바꿔요 (scheduled action).",
        KindId::Alarm => "지표가 임계값을 넘으면 알려요 (CloudWatch alarm).",
        KindId::Station => "대기열 하나와 서버 여러 대예요. 대기열 이론을 그대로 따라요.",
        KindId::Region => "지도 위의 한 곳이에요. 같은 리전에 있으면 서로 가까워요.",
        KindId::Vpc => "주소 대역을 가진 나만의 네트워크예요.",
        KindId::AvailabilityZone => "함께 멈추는 데이터 센터 묶음이에요.",
        KindId::Subnet => "한 가용 영역 안에 있는 VPC의 주소 대역이에요.",
        KindId::RouteTable => {
            "서브넷에서 나가는 패킷이 갈 곳을 정해요. 퍼블릭인지도 이것으로 정해져요."
        }
        KindId::NetworkAcl => {
            "서브넷을 둘러싼 상태 없는 필터예요. 번호 순서로 보아 처음 맞는 규칙이 정해요."
        }
    }
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
        Action::Compare => "두 미래 비교하기",
        Action::SwapFuture => "다른 미래 보기",
        Action::EndFork => "이 미래만 남기기",
        Action::Fork => "여기서 갈라서 비교하기",
    }
}
