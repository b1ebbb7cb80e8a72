//! The words for one kind of part: users.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "사용자";
pub const HELP: &str = "요청을 보내는 사람들이에요. 수를 바꾸면 부하가 바뀌어요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "사용자 클라이언트 트래픽 부하 손님";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "users" => FieldWords {
            label: "사용자 수",
            help: "요청을 보내는 사람 수예요. 10배로 늘리면 부하도 10배가 돼요.",
        },
        "requests_per_user_s" => FieldWords {
            label: "사용자당 요청",
            help: "한 사람이 1초에 보내는 요청 수예요. 사용자 수를 곱하면 전체 부하예요.",
        },
        "pattern" => FieldWords {
            label: "트래픽 모양",
            help: "시간이 흐르면서 사용자 수가 어떻게 변하는지 정해요.",
        },
        "pattern_users" => FieldWords {
            label: "변화 뒤 사용자 수",
            help: "사용자 수가 다다르는 값이에요. 증가의 끝이나 꼭대기예요.",
        },
        "pattern_start_s" => FieldWords {
            label: "변화 시작 시각",
            help: "이때까지는 원래 사용자 수 그대로예요.",
        },
        "pattern_duration_s" => FieldWords {
            label: "변화 시간",
            help: "늘어나는 데, 또는 줄어드는 데 걸리는 시간이에요. 짧을수록 가팔라요.",
        },
        "trace_scale" => FieldWords {
            label: "기록 배율",
            help: "기록의 모든 값에 곱해요. 2로 하면 부하가 두 배가 돼요.",
        },
        "cpu_seconds_per_request" => FieldWords {
            label: "요청당 CPU 시간",
            help: "vCPU 하나가 요청 하나에 쓰는 평균 시간이에요. 0.05초면 vCPU당 초당 20건이 한계예요.",
        },
        "cpu_distribution" => FieldWords {
            label: "CPU 시간의 분포",
            help: "요청마다 얼마나 다른지 정해요. 많이 다를수록 같은 CPU에서도 줄이 길어져요.",
        },
        "round_trip_ms" => FieldWords {
            label: "네트워크 왕복 시간",
            help: "사용자가 느끼는 지연에 더해져요. 서버를 늘려도 줄지 않아요.",
        },
        "location" => FieldWords {
            label: "위치",
            help: "다른 리전까지는 왕복 30 ms나 180 ms, 같은 도시의 엣지 로케이션까지는 5 ms 걸려요.",
        },
        "pins_dns_percent" => FieldWords {
            label: "DNS를 고정한 클라이언트",
            help: "캐시 시간 제한이 없는 JVM처럼 처음 받은 주소를 계속 써요. 레코드를 바꿔도 옮겨 가지 않아요.",
        },
        "keep_alive" => FieldWords {
            label: "연결 유지(keep-alive)",
            help: "열린 연결로 다음 요청도 보내요. 그래서 같은 흐름으로 세어요.",
        },
        "objects" => FieldWords {
            label: "객체 수",
            help: "요청하는 서로 다른 대상의 수예요. 적을수록 캐시에서 더 자주 찾아요.",
        },
        "popularity" => FieldWords {
            label: "인기 편중",
            help: "지프(Zipf) 법칙의 지수예요. 0이면 모두 고르게, 1이면 몇 개에 몰려요.",
        },
        "patience_s" => FieldWords {
            label: "기다리는 시간",
            help: "이보다 오래 걸리면 사용자가 포기해요(코드 460). 서버가 하던 일은 헛일이 돼요.",
        },
        "retries" => FieldWords {
            label: "재시도 횟수",
            help: "실패한 요청을 다시 보내는 횟수예요. 과부하일 때 부하를 더 키워요.",
        },
        "surge_users" => FieldWords {
            label: "러시 때 사용자 수",
            help: "점심 러시 동안의 사용자 수예요.",
        },
        "surge_s" => FieldWords {
            label: "러시 시간",
            help: "러시가 이어지는 시간이에요. 짧으면 새 서버가 돕기 전에 끝나요.",
        },
        "mix" => FieldWords {
            label: "요청 구성",
            help: "무엇을 얼마나 자주, 어떤 비용으로 요청하는지예요. 비워 두면 페이지·읽기·쓰기·업로드를 섞어 보내요.",
        },
        "mix/name" => FieldWords {
            label: "이름",
            help: "알아보기 위한 이름이고, 동작에는 영향이 없어요.",
        },
        "mix/share" => FieldWords {
            label: "비중",
            help: "다른 요청과 견주어 얼마나 자주 보내는지예요.",
        },
        "mix/method" => FieldWords {
            label: "메서드",
            help: "캐시가 답할 수 있는 것은 GET과 HEAD뿐이에요.",
        },
        "mix/url" => FieldWords {
            label: "URL",
            help: "https://www.example.com/products/{object}?Platform=Mobile처럼 적고, 비우면 http://www.example.com/이에요. {object}와 {client} 자리에는 번호가 들어가요.",
        },
        "mix/headers" => FieldWords {
            label: "헤더",
            help: "이름: 값으로 적고, 여러 개는 |로 나눠요. {client} 자리에는 사용자 번호가 들어가요.",
        },
        "mix/cache_control" => FieldWords {
            label: "Cache-Control",
            help: "서버가 응답에 붙여 중간 캐시에 알리는 헤더예요. no-store, max-age=60처럼 적고, 비우면 붙이지 않아요.",
        },
        "mix/cpu_factor" => FieldWords {
            label: "CPU 배수",
            help: "요청 하나에 필요한 CPU 작업의 몇 배인지예요.",
        },
        "mix/db_reads" => FieldWords {
            label: "데이터베이스 읽기",
            help: "읽기 쿼리 수예요.",
        },
        "mix/db_writes" => FieldWords {
            label: "데이터베이스 쓰기",
            help: "쓰기 쿼리 수예요.",
        },
        "mix/bytes_in" => FieldWords {
            label: "요청 바이트",
            help: "요청의 크기예요.",
        },
        "mix/bytes_out" => FieldWords {
            label: "응답 바이트",
            help: "응답의 크기예요.",
        },
        "trace" => FieldWords {
            label: "트래픽 기록",
            help: "시각별 초당 요청 수예요. 모양이 '기록한 트래픽'일 때 써요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("location", "same_region") => "서버와 같은 리전",
        ("location", code) => return regions::city(Lang::Ko, code),
        ("pattern", "constant") => "일정",
        ("pattern", "ramp") => "서서히 증가",
        ("pattern", "step") => "한 번에 증가",
        ("pattern", "sine_day") => "하루 주기(14시에 최고)",
        ("pattern", "flash_crowd") => "갑자기 몰렸다가 감소",
        ("pattern", "trace") => "기록한 트래픽",
        ("cpu_distribution", "exponential") => "지수 분포(대부분 짧음)",
        ("cpu_distribution", "constant") => "일정(모두 같음)",
        ("cpu_distribution", "lognormal") => "로그 정규 분포(가끔 김)",
        ("cpu_distribution", "pareto") => "파레토 분포(드물게 아주 김)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub const fn vital(_word: &str) -> Option<&'static str> {
    None
}

/// The words of its faults and of what it says in the log.
pub const fn said(_word: &str) -> Option<&'static str> {
    None
}
