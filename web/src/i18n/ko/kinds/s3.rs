//! The words for one kind of part: s3.

use crate::i18n::{FieldWords, Lang, regions};

pub const NAME: &str = "S3 버킷";
pub const HELP: &str = "사이트 파일 같은 객체를 보관하고, 서버 없이 내려줘요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "s3 버킷 스토리지 정적 사이트 웹사이트 파일 객체";

pub fn field(path: &str) -> Option<FieldWords> {
    let words = |label, help| FieldWords { label, help };
    Some(match path {
        "Region" => words(
            "리전",
            "버킷이 있는 곳이에요. 다른 대륙에서는 왕복 180 ms 걸려요.",
        ),
        "endpoint" => words(
            "엔드포인트",
            "REST 엔드포인트는 서명된 요청을 받아요. 웹사이트 엔드포인트는 인덱스 문서가 있지만 HTTP만 되고 버킷이 공개여야 해요.",
        ),
        "BlockPublicAccess" => words(
            "퍼블릭 액세스 차단",
            "켜 두면 어떤 버킷 정책으로도 공개되지 않아요.",
        ),
        "BucketPolicy" => words(
            "버킷 정책",
            "읽을 수 있는 대상이에요. 나머지는 403을 받아요.",
        ),
        "AWS:SourceArn" => words(
            "정책에 적은 배포",
            "서명된 요청(OAC)을 보내는 이 배포만 읽을 수 있어요.",
        ),
        "presigned_uploads" => words(
            "미리 서명된 URL로 업로드",
            "누군가 서명해 준 주소로 사용자가 직접 쓸 수 있어요.",
        ),
        "IndexDocument" => words(
            "인덱스 문서",
            "웹사이트 엔드포인트가 /에 내려주는 파일이에요. REST 엔드포인트에는 없어서 404로 답해요.",
        ),
        "Versioning" => words(
            "버전 관리",
            "이전 파일을 남겨요. 잘못 올려도 되돌릴 수 있고, 남은 파일만큼 저장 비용이 들어요.",
        ),
        "invalidate_after_deploy" => words(
            "배포 스크립트의 무효화",
            "새 버전을 올린 뒤 앞에 있는 배포의 사본을 무효화해요. 끄면 엣지가 TTL까지 옛 페이지를 내려줘요.",
        ),
        "Cache-Control" => words(
            "Cache-Control",
            "max-age=60이나 s-maxage=900처럼 객체가 브라우저와 엣지에 알리는 값이에요.",
        ),
        "objects" => words(
            "객체 수",
            "사용자가 찾는 것 가운데 실제로 있는 수예요. 없는 것은 404로 답해요.",
        ),
        "stored_gb" => words("저장량(GB)", "저장 비용의 기준이에요. 버전마다 따로 내요."),
        "prefixes" => words(
            "접두사 수",
            "접두사마다 초당 읽기 5,500건, 쓰기 3,500건까지예요. 넘으면 503 Slow Down이 와요.",
        ),
        "latency_ms" => words(
            "첫 바이트까지",
            "첫 바이트까지 걸리는 최댓값이에요. 최솟값은 그 절반이에요.",
        ),
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("Region", code) => return regions::city(Lang::Ko, code),
        ("endpoint", "rest") => "REST: 비공개 또는 서명",
        ("endpoint", "website") => "웹사이트: HTTP, 공개",
        ("BucketPolicy", "none") => "아무도 못 읽음",
        ("BucketPolicy", "public_read") => "누구나 읽음",
        ("BucketPolicy", "distribution") => "한 배포만 읽음(OAC)",
        ("Versioning", "Off") => "끔",
        ("Versioning", "Enabled") => "켬",
        ("Versioning", "Suspended") => "일시 중지",
        _ => return None,
    })
}

/// The words of what its card and its inspector show, and of its metrics.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "outage" => "중단됨",
        "public" => "공개",
        "slowed_down" => "503 Slow Down",
        "denied" => "403 거부",
        "missing" => "404 없음",
        "version" => "현재 버전",
        "versions_kept" => "남아 있는 이전 버전",
        "log_files" => "받은 로그 파일",
        "log_lines" => "로그 줄",
        "log_bytes" => "저장된 로그",
        "AllRequests" => "버킷의 모든 요청 (AllRequests)",
        "GetRequests" => "버킷 읽기 (GetRequests)",
        "PutRequests" => "버킷 쓰기 (PutRequests)",
        "4xxErrors" => "버킷의 클라이언트 오류 (4xxErrors)",
        "5xxErrors" => "버킷의 서버 오류 (5xxErrors)",
        "BytesDownloaded" => "내려받은 바이트 (BytesDownloaded)",
        "BytesUploaded" => "올린 바이트 (BytesUploaded)",
        "FirstByteLatency" => "첫 바이트까지 시간 (FirstByteLatency)",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "publish" => "새 버전 배포",
        "roll_back" => "이전 버전 복원",
        "outage" => "버킷 중단",
        "outage_over" => "버킷 복구",
        "version_published" => "버전 {} 업로드, 버킷에 묻는 요청은 바로 새 버전",
        "version_restored" => "버전 {} 복원",
        "nothing_kept" => "복원할 버전 없음: 이전 버전을 남기지 않음",
        _ => return None,
    })
}
