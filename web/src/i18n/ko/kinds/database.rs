//! The words for one kind of part: database.

use crate::i18n::FieldWords;

pub const NAME: &str = "RDS";
pub const HELP: &str = "관계형 데이터베이스예요. 예비 복제본이 다른 영역에 있어요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "데이터베이스 디비";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "Engine" => FieldWords {
            label: "엔진",
            help: "메모리에서 기본 연결 한도를 계산하는 방법이 달라요.",
        },
        "DBInstanceClass" => FieldWords {
            label: "인스턴스 클래스",
            help: "vCPU, 메모리, 가격을 정해요. 메모리가 크면 연결을 더 받아요.",
        },
        "MultiAZ" => FieldWords {
            label: "다중 AZ",
            help: "다른 영역에 동기식 예비 복제본을 둬요. 읽기는 맡지 않고, 쓰기는 조금 느려져요.",
        },
        "max_connections" => FieldWords {
            label: "연결 한도",
            help: "넘으면 새 연결을 거부해요. 비우면 메모리로 계산해요.",
        },
        "vcpus" => FieldWords {
            label: "vCPU 수",
            help: "동시에 처리하는 쿼리 수예요. 비우면 클래스의 값이에요.",
        },
        "own_memory_gib" => FieldWords {
            label: "메모리(GiB)",
            help: "직접 적은 값이에요. 표에 없는 유형이에요. 데이터베이스는 메모리가 연결 수를 정해요.",
        },
        "own_usd_per_hour" => FieldWords {
            label: "가격(USD/시간)",
            help: "직접 적은 값이에요. 표에 없는 유형이에요.",
        },
        "read_ms" => FieldWords {
            label: "읽기 시간",
            help: "읽기 한 번의 평균이에요. 느리면 서버 CPU는 낮은데 응답이 늦어져요.",
        },
        "write_ms" => FieldWords {
            label: "쓰기 시간",
            help: "쓰기 한 번의 평균이에요. 쓰기는 모두 기본 인스턴스로 가요.",
        },
        "standby_write_ms" => FieldWords {
            label: "예비 복제본 지연",
            help: "예비 복제본의 확인을 기다리느라 쓰기마다 더해지는 시간이에요.",
        },
        "VpcSecurityGroupIds" => FieldWords {
            label: "보안 그룹",
            help: "드나드는 연결을 정해요. 비우면 모두 통과해요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Engine", "mysql") => "MySQL",
        ("Engine", "mariadb") => "MariaDB",
        ("Engine", "postgres") => "PostgreSQL",
        ("DBInstanceClass", "other") => "다른 유형: 직접 적은 값",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "cpu" => "CPU",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "database_down" => "데이터베이스 중단",
        "database_up" => "데이터베이스 복구",
        _ => return None,
    })
}
