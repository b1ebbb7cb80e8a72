//! The words for one kind of part: target group.

use crate::i18n::FieldWords;

pub const NAME: &str = "대상 그룹";
pub const HELP: &str = "트래픽을 받을 대상과 상태 확인 규칙이에요 (target group).";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "대상 그룹 타깃";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "HealthCheckEnabled" => FieldWords {
            label: "상태 확인",
            help: "끄면 아무도 보지 않아, 고장 난 대상이 제 몫을 계속 받아요. AWS에서는 Lambda 대상만 끌 수 있어요. 여기서는 상태 확인이 왜 있는지 보려고 열어 두었어요.",
        },
        "HealthCheckProtocol" => FieldWords {
            label: "상태 확인 프로토콜",
            help: "HTTP는 페이지를 요청하고, TCP는 포트에 연결되는지만 봐요. AWS의 기본값은 ALB가 HTTP, NLB와 GWLB가 TCP예요.",
        },
        "HealthCheckPath" => FieldWords {
            label: "상태 확인 경로",
            help: "확인할 때 요청하는 경로예요. 앱이 고장 나면 실패하는 페이지를 고르세요.",
        },
        "HealthCheckIntervalSeconds" => FieldWords {
            label: "확인 간격",
            help: "대상마다 상태를 확인하는 간격이에요. 짧을수록 고장을 빨리 찾아요. AWS의 기본값은 30초, GWLB는 10초, Lambda 함수는 35초예요.",
        },
        "HealthCheckTimeoutSeconds" => FieldWords {
            label: "확인 제한 시간",
            help: "이 시간 안에 답이 없으면 실패로 세어요. 확인 간격보다 짧아야 해요. AWS의 기본값은 5초, NLB는 10초(HTTP는 6초), Lambda 함수는 30초예요.",
        },
        "HealthyThresholdCount" => FieldWords {
            label: "정상 판정 횟수",
            help: "이어서 이만큼 성공해야 다시 정상이에요. 새 대상은 한 번이면 돼요. AWS의 기본값은 5회, CLB는 10회예요.",
        },
        "UnhealthyThresholdCount" => FieldWords {
            label: "비정상 판정 횟수",
            help: "이어서 이만큼 실패해야 비정상이에요. 그때까지는 트래픽을 계속 받아요. AWS의 기본값은 모두 2회예요.",
        },
        "Matcher" => FieldWords {
            label: "성공 코드",
            help: "통과로 보는 상태 코드예요(예: 200, 200-299). 비우면 AWS의 기본값으로, ALB와 CLB는 200, NLB와 GWLB는 200-399예요.",
        },
        "probe_through_queue" => FieldWords {
            label: "상태 확인도 줄 서기",
            help: "상태 확인이 요청처럼 줄을 서요. 바쁜 서버가 고장 난 것처럼 보여 ELB 상태 확인이 교체해요.",
        },
        "load_balancing.algorithm.type" => FieldWords {
            label: "라우팅 알고리즘",
            help: "다음 대상을 고르는 방법이에요. 요청마다 비용이 다를 때 차이가 커요.",
        },
        "load_balancing.algorithm.anomaly_mitigation" => FieldWords {
            label: "이상 완화",
            help: "다른 대상보다 5xx나 연결 실패가 많은 대상은 몫이 줄어 다른 대상의 5 %까지 내려가요. 정상 대상이 셋 이상이어야 해요.",
        },
        "load_balancing.cross_zone.enabled" => FieldWords {
            label: "교차 영역 로드 밸런싱",
            help: "켜면 모든 대상이 고르게 받고, 끄면 영역의 몫이 그 영역 안에 머물러요.",
        },
        "stickiness.enabled" => FieldWords {
            label: "고정 세션",
            help: "쿠키로 같은 클라이언트를 같은 대상에 보내요. 로그인은 유지되지만 부하가 고르지 않게 돼요.",
        },
        "stickiness.type" => FieldWords {
            label: "고정 기준",
            help: "로드 밸런서(AWSALB)나 애플리케이션의 쿠키예요. NLB와 GWLB는 주소로 고정해요.",
        },
        "stickiness.lb_cookie.duration_seconds" => FieldWords {
            label: "쿠키 유효 시간",
            help: "요청할 때마다 연장돼요. 지난 쿠키는 쓸 수 없어 다른 대상으로 옮겨 가요.",
        },
        "stickiness.app_cookie.cookie_name" => FieldWords {
            label: "애플리케이션 쿠키",
            help: "쿠키 이름이에요. AWSALB로 시작하는 이름은 쓸 수 없어요.",
        },
        "stickiness.app_cookie.duration_seconds" => FieldWords {
            label: "쿠키 유효 시간",
            help: "애플리케이션이 쿠키를 만든 때부터 세고, 요청해도 연장되지 않아요.",
        },
        "target_keep_alive_s" => FieldWords {
            label: "대상의 연결 유지 시간(keep-alive)",
            help: "애플리케이션이 쉬는 연결을 열어 두는 시간이에요. 정하면 밸런서가 연결을 세요. 밸런서의 유휴 제한 시간보다 짧으면 가끔 요청이 502가 돼요. 비우면 더 길다고 보고 세지 않아요.",
        },
        "slow_start.duration_seconds" => FieldWords {
            label: "느린 시작",
            help: "새 대상의 몫이 이 시간 동안 서서히 커져요(30~900초). 0이면 바로 다 받아요.",
        },
        "deregistration_delay.timeout_seconds" => FieldWords {
            label: "등록 취소 지연(연결 드레이닝)",
            help: "빠질 대상이 요청을 마칠 시간이에요. 짧으면 끊기고, 길면 스케일 인이 늦어져요.",
        },
        "target_group_health.dns_failover.minimum_healthy_targets.count" => FieldWords {
            label: "DNS에 남을 정상 대상 수",
            help: "정상 대상이 이보다 적은 영역의 주소는 DNS에서 빠져요.",
        },
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count" => FieldWords {
            label: "모두에게 보내기 전 정상 대상 수",
            help: "정상 대상이 이보다 적으면 비정상 대상까지 모두 트래픽을 받아요(fail-open).",
        },
        "target_group_health.dns_failover.minimum_healthy_targets.percentage" => FieldWords {
            label: "DNS에 남을 정상 대상 비율",
            help: "등록된 대상 중 정상 대상의 비율이에요. 수와 비율 중 하나만 모자라도 주소가 DNS에서 빠져요.",
        },
        "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage" => {
            FieldWords {
                label: "모두에게 보내기 전 정상 대상 비율",
                help: "등록된 대상 중 정상 대상의 비율이에요. 수와 비율 중 하나만 모자라도 모두 트래픽을 받아요.",
            }
        }
        "Weight" => FieldWords {
            label: "가중치",
            help: "로드 밸런서의 다른 대상 그룹과 나눠 받는 몫이에요. 0이면 요청을 받지 않아요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("load_balancing.algorithm.type", "round_robin") => "라운드 로빈(차례대로)",
        ("load_balancing.algorithm.type", "least_outstanding_requests") => {
            "처리 중인 요청이 가장 적은 대상"
        }
        ("load_balancing.algorithm.type", "weighted_random") => "가중 무작위",
        ("stickiness.type", "lb_cookie") => "로드 밸런서 쿠키 (lb_cookie)",
        ("stickiness.type", "app_cookie") => "애플리케이션 쿠키 (app_cookie)",
        ("stickiness.type", "source_ip") => "클라이언트 주소 (source_ip, NLB)",
        ("stickiness.type", "source_ip_dest_ip") => "양쪽 주소 (source_ip_dest_ip, GWLB)",
        ("stickiness.type", "source_ip_dest_ip_proto") => "양쪽 주소와 프로토콜 (…_proto, GWLB)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "anomalous" => "유독 실패하는 대상",
        "healthy" => "정상",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "anomaly_mitigated" => {
            "{0}: 요청 {2}개 중 {1} 실패, 다른 대상은 {3}. 가중치를 {4}에서 {5}로 내리고, 계속되면 5까지 내려요"
        }
        "anomaly_found" => {
            "{0}: 요청 {2}개 중 {1} 실패, 다른 대상은 {3}. 완화가 꺼져 있어 몫은 그대로예요"
        }
        "anomaly_over" => {
            "{0}: 이제 다른 대상만큼만 실패해요. 요청 {2}개 중 {1}, 다른 대상은 {3}. 지금 가중치는 {5}"
        }
        _ => return None,
    })
}
