//! The words for one kind of part: access log.

use crate::i18n::FieldWords;

pub const NAME: &str = "액세스 로그 (S3)";
pub const HELP: &str = "ALB가 받은 요청마다 한 줄씩 쓰고, 노드가 5분마다 S3에 올려요. 상태 확인은 없어요. AWS처럼 추가하기 전에는 꺼져 있어요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "액세스 로그 접근 로그 alb 로그 s3 아테나 sql";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "access_logs.s3.enabled" => FieldWords {
            label: "액세스 로그",
            help: "끄면 쓰지 않아요. 그동안 지나간 요청은 나중에도 알 수 없어요.",
        },
        "access_logs.s3.bucket" => FieldWords {
            label: "버킷",
            help: "파일을 올릴 곳이에요. 키는 AWSLogs/계정/elasticloadbalancing/리전/날짜예요. 비우면 그리지 않은 버킷에 올려요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub const fn choice(_path: &str, _word: &str) -> Option<&'static str> {
    None
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "lines" => "S3에 올린 줄",
        "objects" => "S3에 올린 파일",
        "bytes" => "압축한 크기",
        "next" => "다음 전송까지",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "delivered" => "로그 {0}줄을 파일 {1}개로 S3에 전송",
        _ => return None,
    })
}
