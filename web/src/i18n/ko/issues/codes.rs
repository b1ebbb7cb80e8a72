//! The validation catalogue in Korean: what is wrong, what is allowed, and why.

use swell_core::rules::validate::{Code, Warning};

pub fn code(code: Code) -> &'static str {
    match code {
        Code::AsgNegative => {
            "그룹의 크기와 시간은 0 이상의 정수예요. 서버가 0대보다 적을 수는 없어요."
        }
        Code::AsgMinGtMax => {
            "최소 용량이 최대 용량보다 커요. 최소 ≤ 최대여야 둘 다 지킬 수 있는 크기가 있어요."
        }
        Code::AsgDesiredOutOfRange => {
            "원하는 용량이 한도 밖이에요. 그룹이 벗어나지 않도록 최소 용량과 최대 용량 사이로 정하세요."
        }
        Code::AsgNoTemplate => {
            "시작 템플릿이 없어요. 어떤 서버를 시작할지 알 수 있도록 하나가 꼭 있어야 해요."
        }
        Code::AsgNoSubnet => {
            "서브넷이 없어요. 서버를 놓을 자리가 하나 이상 필요하고, 서로 다른 영역에 둘이면 더 좋아요."
        }
        Code::AsgLifetimeRange => {
            "최대 수명이 너무 짧아요. 0(제한 없음) 또는 86,400초(하루) 이상이어야 교체가 일상이 되지 않아요."
        }
        Code::AsgWarmupRange => {
            "기본 워밍업은 0~3,600초이고, −1은 지우기예요. 더 길면 서버가 한 시간 넘게 지표에서 빠져요."
        }
        Code::TermDefaultNotLast => {
            "Default 뒤에 다른 종료 정책이 있어요. Default가 늘 결정을 끝내므로 혼자 쓰거나 맨 뒤에 두세요."
        }
        Code::ImpPair => {
            "퍼센트를 하나만 정했어요. 두 값이 함께 범위를 이루므로 둘 다 정하거나 둘 다 비우세요."
        }
        Code::ImpRange => {
            "퍼센트가 범위를 벗어났어요. 최소 정상 비율은 0~100, 최대는 100~200이고, −1은 둘 다 지우기예요."
        }
        Code::ImpSpread => {
            "두 퍼센트의 차이가 너무 커요. 차이는 100까지예요. 100이면 이미 그룹 전체를 한 번에 교체해요."
        }
        Code::HookTimeoutRange => {
            "후크 제한 시간은 30~7,200초예요. 서버가 이만큼 기다린 뒤에는 기본 결과를 따라요."
        }
        Code::PolicyAdjTypeRequired => {
            "조정 방식이 없어요. +2가 서버 수인지 퍼센트인지 크기인지 알 수 있도록 단계, 단순 정책에 꼭 정하세요."
        }
        Code::PolicyFieldNotAllowed => {
            "이 정책 유형에는 쓸 수 없는 필드예요. 휴지 기간은 단순, 워밍업은 단계와 대상 추적, 단계 조정은 단계, 최소 조정 크기는 퍼센트에만 써요."
        }
        Code::StepEmpty => "단계가 없어요. 정책이 할 일을 알 수 있도록 1~20개를 정하세요.",
        Code::StepTooMany => "단계가 너무 많아요. AWS가 정책마다 정한 한도는 20개예요.",
        Code::StepBothNull => {
            "하한과 상한이 모두 없는 단계가 있어요. 다른 단계를 모두 덮으므로 하나는 정하세요."
        }
        Code::StepMultiNullLower => {
            "하한이 없는 단계가 여럿이에요. 한 값에 두 단계가 맞지 않도록 하나만 비우세요."
        }
        Code::StepMultiNullUpper => {
            "상한이 없는 단계가 여럿이에요. 한 값에 두 단계가 맞지 않도록 하나만 비우세요."
        }
        Code::StepBoundOrder => {
            "하한이 상한보다 작지 않은 단계가 있어요. 하한 < 상한이어야 맞는 값이 있어요."
        }
        Code::StepOverlap => {
            "단계가 서로 겹쳐요. 앞 단계가 끝나는 값에서 다음 단계를 시작해야 한 값에 한 단계만 맞아요."
        }
        Code::StepGap => {
            "단계 사이에 빈틈이 있어요. 빈틈의 값에서도 반응하도록 앞 단계가 끝나는 값에서 다음 단계를 시작하세요."
        }
        Code::StepNegNeedsNullLower => {
            "임계값 아래로 가는 단계가 있는데 아래로 열린 단계가 없어요. 가장 낮은 값도 맞도록 맨 아래 하한을 비우세요."
        }
        Code::StepPosNeedsNullUpper => {
            "임계값 위로 가는 단계가 있는데 위로 열린 단계가 없어요. 가장 높은 값도 맞도록 맨 위 상한을 비우세요."
        }
        Code::PolicyExactNegative => {
            "ExactCapacity가 음수예요. 그룹의 크기이므로 0 이상이어야 해요."
        }
        Code::TtNoMetric => {
            "지표가 없어요. 목표에 맞출 값이 있어야 하므로 미리 정의된 지표나 사용자 지정 지표를 하나 고르세요."
        }
        Code::TtTwoMetrics => {
            "미리 정의된 지표와 사용자 지정 지표가 다 있어요. 한 정책은 한 값만 따르므로 하나만 남기세요."
        }
        Code::TtLabelRequired => {
            "이 그룹에 연결된 대상 그룹이 없어서 리소스 레이블(app/…/targetgroup/…)을 알 수 없어요. ALBRequestCountPerTarget으로 요청을 셀 대상 그룹을 이 그룹에 연결하세요."
        }
        Code::TtTargetNonpositive => {
            "목표 값은 0보다 커야 해요. 부하를 이 값으로 나눠 필요한 용량을 계산해요."
        }
        Code::TtDuplicateMetric => {
            "같은 지표를 따르는 대상 추적 정책이 이 그룹에 또 있어요. 두 목표가 부딪치지 않도록 지표마다 하나만 두세요."
        }
        Code::PredBufferRequired => {
            "최대 용량 여유가 없어요. 최대 용량이 얼마나 커져도 되는지 알도록 IncreaseMaxCapacity에는 0~100 %로 정하세요."
        }
        Code::PredBufferNotAllowed => {
            "최대 용량 여유를 쓸 수 없어요. 최대 용량을 늘리는 IncreaseMaxCapacity에서만 뜻이 있으니 비우세요."
        }
        Code::PredBufferRange => {
            "최대 용량 여유는 예측의 0~100 %예요. 그래서 예측의 두 배까지만 커져요."
        }
        Code::PredSchedBufferRange => {
            "앞당기는 시간은 0~3,599초예요. 예측을 한 시간 단위로 하기 때문이에요."
        }
        Code::SchedEmpty => {
            "예약 작업이 정하는 값이 없어요. 그 시각에 할 일이 있도록 최소, 최대, 원하는 용량 가운데 하나 이상을 정하세요."
        }
        Code::SchedCronBad => {
            "cron 표현식이 아니에요. 분, 시, 일, 월, 요일 다섯 칸으로 적어야 시각을 알 수 있어요(예: 0 9 * * 1-5)."
        }
        Code::SchedTz => {
            "모르는 시간대예요. 줄임말은 여러 곳을 뜻하므로 Asia/Seoul, UTC 같은 IANA 이름을 쓰세요."
        }
        Code::SchedPast => {
            "시작 시각이 미래의 UTC 시각이 아니에요. 지난 시각에는 실행되지 않으므로 보드의 시작보다 늦게 2026-03-02T09:00:00Z처럼 적으세요."
        }
        Code::SchedMinGtMax => {
            "예약 작업의 최소 용량이 최대 용량보다 커요. 비운 값은 그룹의 값 그대로이므로 함께 최소 ≤ 최대여야 해요."
        }
        Code::SchedDesiredOutOfRange => {
            "예약 작업의 원하는 용량이 그때의 한도 밖이에요. 그룹이 벗어나지 않도록 최소와 최대 사이로 정하세요."
        }
        Code::SchedDupTime => {
            "다음 실행 시각이 같은 예약 작업이 이 그룹에 또 있어요. 어느 쪽을 따를지 알 수 있도록 시각을 다르게 정하세요."
        }
        Code::SchedTooMany => "예약 작업이 너무 많아요. AWS가 그룹마다 정한 한도는 125개예요.",
        Code::AlarmPeriodBad => {
            "주기는 10, 20, 30초 또는 60초의 배수예요. CloudWatch가 이 길이로 데이터 포인트를 모아요."
        }
        Code::AlarmMGtN => {
            "보는 수보다 많은 데이터 포인트가 초과해야 해요. 1부터 평가 기간 수까지로 정해야 경보가 울릴 수 있어요."
        }
        Code::AlarmWindowTooLong => {
            "경보가 너무 먼 과거까지 봐요. CloudWatch는 주기 × 평가 기간 수를 하루까지, 주기가 한 시간 이상이면 7일까지 받아요."
        }
        Code::HcIntervalRange => {
            "상태 확인 간격은 5~300초예요. 더 짧으면 대상에 부담이 되고, 더 길면 고장을 너무 늦게 찾아요."
        }
        Code::HcTimeoutRange => {
            "상태 확인 제한 시간은 2~120초예요. 느려도 멀쩡한 대상이 답할 시간이 있어야 해요."
        }
        Code::HcTimeoutGeInterval => {
            "제한 시간이 확인 간격보다 짧지 않아요. 다음 확인 전에 끝나도록 확인 간격보다 짧게 정하세요."
        }
        Code::HcThresholdRange => {
            "판정 횟수는 이어서 2~10회예요. 한 번의 결과로 정하면 우연에 흔들려요."
        }
        Code::MatcherRange => {
            "성공 코드가 올바르지 않아요. 5xx는 늘 실패이므로 ALB에서는 200~499를 200,204나 200-299처럼 적으세요."
        }
        Code::SlowStartRange => {
            "느린 시작은 0(끄기) 또는 30~900초예요. 더 짧으면 캐시가 데워지기 전에 끝나요."
        }
        Code::SlowStartWithLor => {
            "느린 시작은 처리 중인 요청이 가장 적은 대상을 고르는 방법과 함께 쓸 수 없어요. 둘 다 대상의 몫을 정하므로 0으로 하거나 알고리즘을 바꾸세요."
        }
        Code::SlowStartWithWeightedRandom => {
            "느린 시작은 가중 무작위와 함께 쓸 수 없어요. 둘 다 대상의 몫을 정하므로 0으로 하거나 라운드 로빈을 쓰세요."
        }
        Code::AnomalyRequiresWeightedRandom => {
            "이상 완화는 가중 무작위에서만 쓸 수 있어요. 실패가 많은 대상의 가중치를 낮추는 기능이에요."
        }
        Code::AnomalyWithStickiness => {
            "이상 완화는 고정 세션과 함께 쓸 수 없어요. 쿠키가 실패하는 대상으로 되돌려 보내므로 둘 중 하나를 끄세요."
        }
        Code::DeregRange => {
            "등록 취소 지연은 0~3,600초예요. 처리 중인 요청이 끝날 시간이고, 0이면 바로 끊어요."
        }
        Code::StickyDurationRange => {
            "고정 세션 시간은 1~604,800초(7일)예요. 쿠키가 살아 있는 시간이에요."
        }
        Code::StickyCookieReserved => {
            "쿠키 이름을 AWSALB로 시작할 수 없어요. 로드 밸런서가 자기 쿠키에 쓰는 이름이에요."
        }
        Code::StickyNoCrossZone => {
            "교차 영역을 끄면 고정 세션을 쓸 수 없어요. 클라이언트가 다른 영역의 노드에 닿을 수 있으므로 교차 영역을 켜거나 고정을 끄세요."
        }
        Code::StickyTypeNotSupported => {
            "이 고정 방식은 로드 밸런서의 프로토콜과 맞지 않아요. HTTP는 쿠키(lb_cookie, app_cookie), TCP와 UDP는 소스 주소(source_ip), GENEVE는 흐름의 값 두세 가지를 쓰고, TLS 리스너에는 고정이 없어요."
        }
        Code::StickyAppCookieWeighted => {
            "애플리케이션 쿠키는 가중치를 둔 대상 그룹과 함께 쓸 수 없어요. 이 그룹에만 전달하거나 lb_cookie를 쓰세요. 그러면 두 번째 쿠키가 클라이언트를 같은 그룹에 묶어 둬요."
        }
        Code::TargetIpRange => {
            "주소로 등록하는 대상은 프라이빗 주소여야 해요. 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10만 되고 퍼블릭 주소는 등록할 수 없어요."
        }
        Code::HostPortTaken => {
            "같은 서버의 다른 컨테이너가 이 포트를 쓰고 있어요. 포트 하나는 애플리케이션 하나로 이어지므로 서로 다른 포트를 주세요."
        }
        Code::AlbTwoAz => {
            "ALB에는 서로 다른 가용 영역의 서브넷이 둘 이상 필요해요. 그래야 영역 하나가 사라져도 버텨요."
        }
        Code::RulePriorityRange => {
            "규칙의 우선순위는 1~50,000이에요. 작은 수부터 차례로 맞춰 봐요."
        }
        Code::RulePriorityDup => {
            "우선순위가 같은 규칙이 이 리스너에 또 있어요. 규칙의 순서를 정하는 수이므로 서로 달라야 해요."
        }
        Code::RuleNoTerminalAction => {
            "요청을 끝맺는 동작이 없어요. 맨 끝에 전달, 리디렉션, 고정 응답 가운데 꼭 하나를 두세요."
        }
        Code::ForwardWeightRange => {
            "가중치는 0~999예요. 대상 그룹의 몫이고, 0이면 아무것도 받지 않아요."
        }
        Code::ForwardTooManyTg => {
            "대상 그룹이 너무 많아요. AWS는 한 규칙에서 1~5개까지 받으니 더 필요하면 규칙을 나누세요."
        }
        Code::RedirectHttpsToHttp => {
            "HTTPS를 HTTP로 리디렉션할 수 없어요. 암호화가 풀리므로 HTTPS를 유지하세요."
        }
        Code::RedirectLoop => {
            "리디렉션이 자기 자신으로 돌아와요. 브라우저가 맴돌지 않도록 프로토콜, 호스트, 포트, 경로 가운데 하나 이상을 바꾸세요."
        }
        Code::RuleConditionRepeated => {
            "규칙 하나에는 호스트, 경로, 메서드, 소스 주소 조건이 하나씩만 들어가요. 값을 더 넣으려면 같은 조건에 쓰세요. 헤더와 쿼리 문자열 조건은 여러 개여도 돼요."
        }
        Code::RuleConditionValues => {
            "조건 하나의 값은 한 개에서 세 개까지, 규칙 하나의 값은 모두 다섯 개까지예요. 같은 작업을 하는 규칙 둘로 나누세요."
        }
        Code::RuleConditionWildcards => {
            "규칙 하나의 값에 쓰는 와일드카드(*, ?)는 모두 다섯 개까지예요. 같은 작업을 하는 규칙 둘로 나누세요."
        }
        Code::ListenerTooManyRules => {
            "리스너 하나의 규칙은 기본 작업을 빼고 100개까지예요. 규칙을 합치거나 AWS에 할당량 증가를 요청하세요."
        }
        Code::R53CnameApex => {
            "도메인 꼭대기에는 CNAME을 둘 수 없어요. 그 이름에 NS와 SOA 레코드도 있으므로 별칭 레코드를 쓰세요."
        }
        Code::R53WeightRange => {
            "레코드의 가중치는 0~255예요. 응답에서 차지하는 몫이고, 0이면 고르지 않아요."
        }
        Code::R53AliasTtl => {
            "별칭 레코드에는 TTL을 따로 정할 수 없어요. 가리키는 대상의 TTL을 따르므로 비우세요."
        }
        Code::R53SetIdentifierDup => {
            "두 레코드의 식별자가 같아요. 한 이름의 레코드를 구별하는 값이라 서로 달라야 해요."
        }
        Code::CfTtlOrder => {
            "TTL의 순서가 맞지 않아요. 최소와 최대가 기본값의 한도이므로 0 ≤ 최소 ≤ 기본 ≤ 최대여야 해요."
        }
        Code::SubnetSize => {
            "주소 블록이 올바르지 않아요. AWS는 서브넷과 VPC에 /16~/28만 받아요(예: 10.0.1.0/24)."
        }
        Code::SubnetOutsideVpc => {
            "서브넷이 VPC 범위 밖에 있어요. 서브넷은 VPC의 일부이므로 VPC 안의 블록을 고르세요."
        }
        Code::SubnetOverlap => {
            "다른 서브넷과 주소가 겹쳐요. 한 주소가 두 곳에 있을 수 없으므로 겹치지 않는 블록을 고르세요."
        }
        Code::EbBatchRange => {
            "배치 크기는 1~100 % 또는 서버 1대부터 그룹의 최대 용량까지예요. 한 번에 배포하는 양이에요."
        }
        Code::EbTimeoutRange => {
            "배포 제한 시간은 1~3,600초예요. 배치 하나를 가장 오래 기다리는 시간이에요."
        }
        Code::EbSplitNeedsAlb => {
            "트래픽 분할에는 Application Load Balancer가 필요해요. 요청을 퍼센트로 나눌 수 있는 유형이에요."
        }
        Code::EbSplitRange => {
            "새 버전의 비율은 1~100 %예요. 새 버전을 먼저 써 보는 트래픽의 몫이에요."
        }
        Code::EbEvaluationRange => {
            "평가 시간은 3~600분이에요. 새 버전에 모두 맡기기 전에 지켜보는 시간이에요."
        }
        Code::FnProvisionedGtReserved => {
            "프로비저닝된 동시성이 예약된 동시성보다 커요. 예약된 만큼까지만 정하세요. 그 안에서 나눠 쓰거든요."
        }
        Code::ApiRoutePath => {
            "경로는 /로 시작하거나 $default여야 해요. {proxy+} 같은 탐욕 변수는 나머지를 모두 받으니 맨 끝에만 쓰세요."
        }
        Code::ApiRouteDup => {
            "메서드와 경로가 같은 라우트가 둘이에요. 요청은 하나만 받을 수 있으니 하나를 바꾸세요."
        }
        Code::CfFunctionBehavior => {
            "이 패턴의 캐시 동작이 없어요. 캐시 동작에 적은 대로 쓰고, 기본 동작은 *로 쓰세요. 그래야 함수가 실행돼요."
        }
        Code::CfFunctionDup => {
            "이 캐시 동작의 같은 이벤트에 함수가 이미 있어요. 이벤트마다 하나만 둘 수 있으니 한 함수로 합치세요."
        }
        Code::CfFunctionEvent => {
            "CloudFront Functions는 뷰어 요청과 뷰어 응답에서만 실행돼요. 오리진 쪽 이벤트에는 Lambda@Edge를 쓰세요."
        }
        Code::CfFunctionTime => {
            "함수가 너무 오래 걸려요. CloudFront Functions는 1 ms, Lambda@Edge는 뷰어 쪽 5초, 오리진 쪽 30초까지예요. 그동안 사용자가 기다리기 때문이에요."
        }
        Code::ApiLinkCaller => {
            "VPC 링크는 API Gateway의 것이에요. 다른 곳에는 답하지 않으므로 게이트웨이에서 선을 이으세요."
        }
        Code::ApiLinkTarget => {
            "VPC 링크는 VPC 안의 로드 밸런서(ALB 또는 NLB) 하나로 이어져요. 서버로는 그 밸런서가 보내요."
        }
        Code::ApiTimeoutRange => {
            "통합 제한 시간이 너무 길어요. REST API는 29,000 ms, HTTP API는 30,000 ms까지 기다려요."
        }
    }
}

pub fn warning(warning: Warning) -> &'static str {
    match warning {
        Warning::NoHealthPath => {
            "상태 확인 경로가 /예요. 고장 난 서버가 통과하지 않도록 /health처럼 앱이 고장 나면 실패하는 경로를 쓰세요."
        }
        Warning::PreviousGeneration => "이전 세대예요. HTTP에는 ALB, TCP에는 NLB를 쓰세요",
        Warning::ClientsNotAdmitted => {
            "NLB는 패킷의 클라이언트 주소를 그대로 두는데, 대상의 보안 그룹에 클라이언트를 허용하는 규칙이 없어요. 거기서 허용하거나 NLB에 보안 그룹을 달고 그 그룹을 허용하세요."
        }
        Warning::NoReturnPorts => {
            "요청은 들어오지만 응답이 나가지 못해요. 네트워크 ACL은 연결을 기억하지 않아서 아웃바운드 1024-65535 포트 규칙이 필요해요"
        }
        Warning::NatInOneZone => {
            "다른 영역의 서버도 이 게이트웨이로 나가서, 이 영역이 멈추면 함께 끊기고 영역 간 데이터에 GB마다 요금이 붙어요"
        }
        Warning::SingleZone => {
            "모두 한 가용 영역에 있어요. 그 영역이 사라지면 전부 멈추므로 두 영역 이상에 두세요."
        }
        Warning::DesiredPinned => {
            "최소 용량과 최대 용량이 같아요. 정책이 원하는 용량을 바꿀 수 있도록 사이를 벌리세요."
        }
        Warning::MinTtlKeepsPrivatePages => {
            "최소 TTL이 0보다 커요. private으로 표시한 페이지도 캐시에 남으므로 개인 페이지에는 0을 쓰세요."
        }
        Warning::NoDefaultInstanceWarmup => {
            "기본 워밍업이 없어요. 부팅 중인 서버가 그룹 평균을 낮추므로 AWS는 0~3,600초로 정하기를 권해요."
        }
        Warning::GraceShorterThanBoot => {
            "유예 기간이 부팅과 첫 상태 확인을 합한 시간보다 짧아요. 앱이 요청을 받기도 전에 교체되기를 되풀이하지 않도록 더 길게 정하세요."
        }
        Warning::TrackingWithSimple => {
            "대상 추적 정책과 단순 정책이 한 그룹의 크기를 함께 정해요. 한쪽이 바꾼 것을 다른 쪽이 되돌리므로 한 종류만 두세요."
        }
        Warning::NoWayIn => {
            "서버를 늘리는 정책만 있고 줄이는 정책이 없어요. 늘어난 서버의 비용이 계속 나가므로 스케일 인 정책도 두세요."
        }
        Warning::WarmupShorterThanBoot => {
            "워밍업이 설치 시간보다 짧아요. 아직 일하지 못하는 서버를 준비된 것으로 세지 않도록 설치 시간 이상으로 정하세요."
        }
        Warning::CountNeedsSum => {
            "개수를 세는 지표라서 평균, 최솟값, 최댓값이 늘 1이에요. 임계값이 뜻을 가지도록 합계(Sum)를 쓰세요."
        }
        Warning::OverloadLooksLikeDeath => {
            "상태 확인이 요청과 함께 줄을 서고, 실패하면 그룹이 서버를 교체해요. 트래픽이 몰리면 바쁘기만 한 서버까지 종료되어 남은 서버가 더 바빠져요."
        }
        Warning::PoolsOverMaxConnections => {
            "서버들의 연결 풀을 모두 합하면 DB의 max_connections를 넘어요. DB가 한가해도 마지막 서버들은 거절되므로 풀을 줄이거나 클래스를 키우세요."
        }
        Warning::PublicPolicyIsBlocked => {
            "버킷 정책은 누구나 읽게 하는데 퍼블릭 액세스 차단이 켜져 있어요. 지금은 모두 403을 받으므로 공개 사이트라면 끄고, 아니면 한 배포만 읽게 하세요."
        }
        Warning::WebsiteNeedsPublicBucket => {
            "웹사이트 엔드포인트는 서명된 요청을 받지 않아요. 지금은 모든 페이지가 403이므로 버킷을 공개하거나 REST 엔드포인트와 배포를 쓰세요."
        }
        Warning::CertificateNotInVirginia => {
            "내 도메인에는 us-east-1의 ACM 인증서가 있어야 해요. CloudFront는 다른 리전의 인증서를 받지 않으므로 us-east-1에서 발급하세요."
        }
        Warning::AgentWithoutRole => {
            "에이전트가 있는 서버에 IAM 역할이 없어요. 권한이 없는 서버가 보내는 것은 CloudWatch가 받지 않으니 시작 템플릿이나 인스턴스에 역할을 주세요."
        }
        Warning::StationNeedsDocker => {
            "자체 처리 시간과 포트 0은 Docker EC2 서버의 컨테이너에서만 쓸 수 있어요. 인스턴스는 요청이 시키는 일을 하고 포트로만 컨테이너에 닿으므로 Docker EC2 서버를 고르세요."
        }
        Warning::StepNeverReached => {
            "단계는 경보의 임계값부터 세는데, 지금은 지표가 닿지 않는 곳에서 시작하는 단계가 있어요. 대신 고쳐 주는 곳이 없으니 정책의 단계도 함께 고치세요."
        }
        Warning::NoStepAtThreshold => {
            "경보가 임계값을 막 넘었을 때 맞는 단계가 정책에 없어요. 경보는 울리는데 아무 일도 일어나지 않으니 정책의 단계를 고치세요."
        }
        Warning::AlarmsOverlap => {
            "다른 경보가 아직 용량을 줄이는 값에서 이 경보는 용량을 늘려요. 둘이 서로 당기니 다른 경보도 함께 고치세요."
        }
        Warning::GapsOfBasicMonitoring => {
            "기본 모니터링은 300초마다 데이터 포인트를 내는데 경보는 더 자주 봐요. 빈 구간 때문에 늦어지지 않도록 세부 모니터링을 켜거나, 직접 만든 경보라면 주기를 300초로 정하세요."
        }
    }
}
