//! The words for one kind of part: instance.

use crate::i18n::FieldWords;

pub const NAME: &str = "EC2 서버";
pub const HELP: &str = "요청을 처리하는 서버 한 대예요.";
/// What people call it when they look for it.
pub const SYNONYMS: &str = "인스턴스 서버";

pub fn field(path: &str) -> Option<FieldWords> {
    Some(match path {
        "InstanceType" => FieldWords {
            label: "인스턴스 유형",
            help: "vCPU 수와 가격을 정해요. vCPU가 많으면 한꺼번에 더 처리하고 더 비싸요.",
        },
        "own_vcpus" => FieldWords {
            label: "이 유형의 vCPU",
            help: "직접 적은 값이에요. 표에 없는 유형이에요.",
        },
        "own_memory_gib" => FieldWords {
            label: "메모리(GiB)",
            help: "직접 적은 값이에요. 표에 없는 유형이에요. 데이터베이스는 메모리가 연결 수를 정해요.",
        },
        "own_usd_per_hour" => FieldWords {
            label: "가격(USD/시간)",
            help: "직접 적은 값이에요. 표에 없는 유형이에요.",
        },
        "CreditSpecification/CpuCredits" => FieldWords {
            label: "CPU 크레딧",
            help: "버스트 유형에만 해당해요. standard는 크레딧이 없으면 기준 성능으로 느려지고, unlimited는 빌려 쓰고 돈을 내요.",
        },
        "Monitoring/Enabled" => FieldWords {
            label: "세부 모니터링",
            help: "켜면 지표가 1분마다, 끄면 5분마다 나와서 경보도 그만큼 늦어져요.",
        },
        "ImageId" => FieldWords {
            label: "AMI",
            help: "디스크에 처음부터 들어 있는 것이에요. 기본 AMI는 사용자 데이터가 다 설치하느라 120초, 미리 만든 AMI는 있는 것을 켜기만 해서 10초예요. 아래 시간을 직접 적으면 내 AMI가 돼요.",
        },
        "VolumeSize" => FieldWords {
            label: "EBS 볼륨(GB, gp3)",
            help: "서버마다 한 달에 GB당 0.08달러가 청구돼요. 0이면 계산하지 않아요. 디스크 읽기와 쓰기는 시뮬레이션하지 않아요.",
        },
        "KeyName" => FieldWords {
            label: "키 페어",
            help: "SSH 로그인에 쓰는 공개 키가 서버에 있어요. 요청 처리나 확장에는 영향이 없어요. 개인 키를 누가 갖는지는 배스천에서 볼 수 있어요.",
        },
        "IamInstanceProfile" => FieldWords {
            label: "IAM 역할",
            help: "서버가 CloudWatch를 호출할 수 있게 해요. 없으면 에이전트가 거부당해서 메모리도 로그도 오지 않아요.",
        },
        "Environment" => FieldWords {
            label: "환경 변수 모두 있음",
            help: "끄면 DB_HOST가 없어요. 그 뒤에 시작하는 애플리케이션은 바로 끝나고, 이미 도는 서버는 교체될 때까지 몰라요.",
        },
        "pending_s" => FieldWords {
            label: "시작 시간",
            help: "시작부터 running까지예요. AWS가 밝힌 값이 없어서 바꿔 볼 수 있어요.",
        },
        "bootstrap_s" => FieldWords {
            label: "사용자 데이터(설치 시간)",
            help: "running부터 앱이 요청을 받을 때까지예요. 미리 만든 AMI를 쓰면 짧아져요.",
        },
        "updates_mb" => FieldWords {
            label: "시작할 때 내려받는 양(MB)",
            help: "앱이 시작되기 전에 사용자 데이터가 인터넷에서 받는 양이에요. 프라이빗 서브넷에서는 NAT 게이트웨이로 받아요. 길이 없으면 기다리기만 하고 요청을 받지 못해요. 0이면 받지 않아요.",
        },
        "shutdown_s" => FieldWords {
            label: "종료 시간",
            help: "shutting-down부터 terminated까지예요. 이 동안은 요금이 없어요.",
        },
        "max_workers" => FieldWords {
            label: "작업자 수",
            help: "동시에 다루는 요청 수예요. DB를 기다리는 요청도 세어서, 적으면 CPU가 놀아요.",
        },
        "queue_max" => FieldWords {
            label: "대기열 한도",
            help: "처리 중과 대기열을 합한 수예요. 넘으면 502예요. 비우면 vCPU 수 + 128이에요.",
        },
        "db_pool_size" => FieldWords {
            label: "연결 풀",
            help: "서버마다 열어 두는 DB 연결 수예요. 비우면 쿼리마다 하나씩 열어요.",
        },
        "cache_strategy" => FieldWords {
            label: "캐싱 전략",
            help: "연결된 캐시를 애플리케이션이 어떻게 쓰는지예요.",
        },
        "SecurityGroupIds" => FieldWords {
            label: "보안 그룹",
            help: "드나드는 연결을 정해요. 비우면 모두 통과해요.",
        },
        _ => return None,
    })
}

/// The name of a word that a field can be set to; `None` shows the word itself.
pub fn choice(path: &str, word: &str) -> Option<&'static str> {
    Some(match (path, word) {
        ("ImageId", "own") => "내 AMI",
        ("ImageId", "plain") => "기본 AMI (120초)",
        ("ImageId", "ready_made") => "미리 만든 AMI (10초)",
        ("InstanceType", "other") => "다른 유형: 직접 적은 값",
        ("cache_strategy", "cache_aside") => "Cache-aside(지연 로딩)",
        ("cache_strategy", "write_through") => "Write-through(동시 쓰기)",
        ("CreditSpecification/CpuCredits", "default") => {
            "유형의 기본값: T2는 standard, T3는 unlimited"
        }
        ("CreditSpecification/CpuCredits", "standard") => "표준 (standard)",
        ("CreditSpecification/CpuCredits", "unlimited") => "무제한 (unlimited)",
        _ => return None,
    })
}

/// The words of what its card and its inspector show.
pub fn vital(word: &str) -> Option<&'static str> {
    Some(match word {
        "cpu" => "CPU",
        "workers" => "워커",
        "in_system" => "받아 둔 요청 (한도)",
        "refused" => "거절",
        _ => return None,
    })
}

/// The words of its faults and of what it says in the log.
pub fn said(word: &str) -> Option<&'static str> {
    Some(match word {
        "terminate" => "서버 끄기",
        "stop" => "머신 중지",
        "impair" => "상태 검사 실패",
        "crash" => "프로세스 종료",
        "hang" => "프로세스 멈춤",
        "slow" => "10배 느리게",
        "answer_500" => "500으로 응답",
        "break_health_check" => "헬스 체크만 고장",
        "set_unhealthy" => "비정상으로 표시",
        "protect" => "축소 보호 전환",
        "no_environment" => "애플리케이션이 시작하자마자 종료: DB_HOST 없음",
        "no_way_out" => {
            "{0}에서 인터넷으로 나갈 길이 없어 새 서버가 패키지를 기다리며 요청을 받지 못함"
        }
        "heal" => "복구",
        _ => return None,
    })
}
