//! 한국어: 안내는 해요체, 변수 뒤에는 조사를 붙이지 않는다.

use super::{Notice, duration, grouped, list, place, size};
use crate::import::aws_json::{ImportError, ImportNotice, LeftOut, Shape};
use crate::import::content::{Content, Foreign};
use crate::platform::file::FileError;
use crate::platform::link::LinkError;
use crate::platform::options::OptionNotice;
use crate::platform::storage::Kept;
use swell_core::scenario::traffic::{
    Meaning, TrafficError, TrafficNotice, TrafficProblem, ValueForm,
};

const UNITS: [&str; 4] = ["일", "시간", "분", "초"];

pub(super) fn text(notice: &Notice<'_>) -> String {
    match notice {
        Notice::Link(error) => link(error),
        Notice::Option(notice) => option(notice),
        Notice::File(error) => file(error),
        Notice::Kept(kept) => kept_text(*kept).to_owned(),
        Notice::TrafficError(error) => traffic_error(error),
        Notice::Traffic(notice) => traffic(notice),
        Notice::ImportError(error) => import_error(error),
        Notice::Import(notice) => import(notice),
        Notice::NotRead(content) => not_aws(*content).to_owned(),
    }
}

fn link(error: &LinkError) -> String {
    match error {
        LinkError::Empty => "링크에 보드가 없어요.".to_owned(),
        LinkError::VersionMissing => {
            "링크에 버전 표시가 없어요. 원래 있던 곳에서 다시 복사해 주세요.".to_owned()
        }
        LinkError::VersionUnknown { found } => {
            format!(
                "이 페이지가 모르는 버전의 링크예요(버전: {found}). 최신 페이지에서 열어 주세요."
            )
        }
        LinkError::Base64Invalid { at } => format!(
            "링크가 바뀌었거나 잘렸어요(위치: {}번째 글자). 원래 있던 곳에서 다시 복사해 주세요.",
            at + 1
        ),
        LinkError::DeflateInvalid => {
            "링크가 바뀌었거나 잘렸어요. 원래 있던 곳에서 다시 복사해 주세요.".to_owned()
        }
        LinkError::TooLarge { bytes_max } => {
            format!(
                "링크에 담긴 보드가 너무 커요(한도: {}). 파일로 열어 주세요.",
                size(*bytes_max)
            )
        }
        LinkError::NotUtf8 { at } => {
            format!(
                "링크에 담긴 내용이 글자가 아니에요(위치: {}번째 바이트). 다시 복사해 주세요.",
                at + 1
            )
        }
        LinkError::PresetInvalid { found } => {
            format!("그런 이름의 준비된 보드가 없어요(이름: {found}).")
        }
    }
}

fn option(notice: &OptionNotice) -> String {
    format!(
        "주소의 옵션 값을 쓰지 못해 뺐어요({}={}). 쓸 수 있는 값: {}",
        notice.key.name(),
        notice.found,
        notice.key.accepts()
    )
}

fn file(error: &FileError) -> String {
    match error {
        FileError::KindUnknown { name } => format!(
            "보드(.json), AWS CLI가 출력한 JSON, 트래픽(.csv) 파일을 열 수 있어요. 알 수 없는 파일: {name}"
        ),
        FileError::TooLarge { name, bytes_max } => {
            format!(
                "파일이 너무 커요(한도: {}): {name}",
                size(*bytes_max as usize)
            )
        }
        FileError::Several { count } => {
            format!("파일을 한 번에 하나만 놓아 주세요(놓은 파일: {count}개).")
        }
        FileError::Unreadable { name } if name.is_empty() => "파일로 읽을 수 없어요.".to_owned(),
        FileError::Unreadable { name } => format!("브라우저가 파일을 읽지 못했어요: {name}"),
        FileError::NotSaved => {
            "이 페이지에서는 파일을 내려받을 수 없어요. 대신 글자를 복사해 주세요.".to_owned()
        }
    }
}

fn kept_text(kept: Kept) -> &'static str {
    match kept {
        Kept::Stored => "이 브라우저에 초안을 저장했어요.",
        Kept::NotAllowed => "이 페이지에서는 초안을 저장할 수 없어요. 파일로 저장해 두세요.",
        Kept::Full => {
            "브라우저 저장 공간이 가득 차서 초안을 저장하지 못했어요. 파일로 저장해 주세요."
        }
    }
}

fn traffic_error(error: &TrafficError) -> String {
    let problem = match &error.problem {
        TrafficProblem::NoRows => {
            return "시각과 숫자가 있는 행이 없어요. seconds,rps 또는 timestamp,count 형식이 필요해요."
                .to_owned();
        }
        TrafficProblem::TooManyBytes { bytes_max } => {
            return format!("파일이 너무 커요(한도: {}).", size(*bytes_max));
        }
        TrafficProblem::TooManyRows { rows_max } => {
            format!("행이 너무 많아요(한도: {}행).", grouped(*rows_max))
        }
        TrafficProblem::ColumnMissing { cell } => format!("{cell}번째 열이 없어요."),
        TrafficProblem::NotATime { found } => format!(
            "시각이 아니에요(\"{found}\"). 초, 2026-03-02 09:00:00, 에포크 초 가운데 하나로 적어 주세요."
        ),
        TrafficProblem::NotANumber { found } => format!("숫자가 아니에요(\"{found}\")."),
        TrafficProblem::Negative { found } => format!("0보다 작아요({found})."),
        TrafficProblem::TimeFormChanged { found } => {
            format!("초와 날짜가 섞여 있어요(\"{found}\").")
        }
        TrafficProblem::TimeWentBack { found } => {
            format!("위 행보다 앞선 시각이에요({found}초). 초는 줄어들 수 없어요.")
        }
        TrafficProblem::QuoteNotClosed => "따옴표가 닫히지 않았어요.".to_owned(),
        TrafficProblem::IntervalUnknown => {
            "건수가 하나뿐이라 나눌 간격을 알 수 없어요. 행을 하나 더 넣어 주세요.".to_owned()
        }
        TrafficProblem::NotRequests { name, meaning } => {
            let what = meaning_words(*meaning);
            return match name.is_empty() {
                true => format!("요청 수가 아니에요({what})."),
                false => format!("\"{name}\" 값은 요청 수가 아니에요({what})."),
            };
        }
        TrafficProblem::Unclear { name } => {
            return format!(
                "무엇을 센 값인지 알 수 없어요(\"{name}\"). 값의 뜻을 고르거나, 열 이름을 count 또는 rps로 바꿔 주세요."
            );
        }
        TrafficProblem::SeveralSeries { names } => {
            return format!(
                "계열이 여럿인데 한 합계의 부분인지 분명하지 않아요: {}. 하나를 고르거나 모두 더해 주세요.",
                list(names)
            );
        }
        TrafficProblem::SeriesApart { names } => {
            return format!(
                "계열마다 시각이 달라 더할 수 없어요: {}. 하나를 골라 주세요.",
                list(names)
            );
        }
        TrafficProblem::NeedsSum { name, statistic } => {
            return format!(
                "요청 수를 세지 않는 통계예요({name}, {statistic}). Sum으로 내보내 주세요."
            );
        }
        TrafficProblem::NotJson => "JSON이 아니에요.".to_owned(),
        TrafficProblem::JsonUnknown => {
            return "이 JSON에는 시간에 따른 지표가 없어요. 읽을 수 있는 것: get-metric-statistics, get-metric-data, Prometheus, Datadog, Artillery, k6".to_owned();
        }
    };
    if error.line == 0 {
        return format!("이 JSON: {problem}");
    }
    format!(
        "{}번째 줄, {}번째 글자: {problem}",
        error.line, error.column
    )
}

/// What numbers are that are no requests.
fn meaning_words(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Duration => "걸린 시간",
        Meaning::Bytes => "데이터 크기",
        Meaning::Percent => "백분율",
        Meaning::Code => "코드",
        Meaning::Level => "그 시각의 사용자, 호스트, 연결 수",
        Meaning::PerTarget => "대상 하나의 몫",
        Meaning::Errors => "오류만 센 수",
        Meaning::Status { .. } => "한 상태 코드 부류의 응답만 센 수",
        Meaning::Rate { .. } | Meaning::Count | Meaning::Neutral | Meaning::Unknown => "다른 값",
    }
}

fn traffic(notice: &TrafficNotice) -> String {
    match notice {
        TrafficNotice::Sorted => "시각 순서가 아니어서 정렬했어요.".to_owned(),
        TrafficNotice::Gap {
            line: 0,
            length_s,
            usual_s,
            ..
        } => format!(
            "빈 구간이 있어 마지막 값을 유지해요(길이: {}, 보통 간격: {}).",
            duration(*length_s, UNITS),
            duration(*usual_s, UNITS)
        ),
        TrafficNotice::Gap {
            line,
            length_s,
            usual_s,
            ..
        } => format!(
            "{line}번째 줄 다음에 빈 구간이 있어 마지막 값을 유지해요(길이: {}, 보통 간격: {}).",
            duration(*length_s, UNITS),
            duration(*usual_s, UNITS)
        ),
        TrafficNotice::MoreGaps { count } => format!("빈 구간이 더 있어요: {count}개"),
        TrafficNotice::DuplicateTime { line: 0, count } => {
            format!("시각이 겹치는 값은 마지막 것만 써요(겹친 값: {count}개).")
        }
        TrafficNotice::ValueMissing { line: 0, count } => {
            format!("값이 없는 곳에서는 마지막 값을 유지해요({count}곳).")
        }
        TrafficNotice::DuplicateTime { line, count } => {
            format!("시각이 겹치는 행은 마지막 것만 써요(겹친 행: {count}개, 처음: {line}번째 줄).")
        }
        TrafficNotice::ValueMissing { line, count } => {
            format!("값이 없는 행에서는 마지막 값을 유지해요(행: {count}개, 처음: {line}번째 줄).")
        }
        TrafficNotice::ColumnsIgnored { used, ignored, .. } => {
            format!("{used}번째 열을 읽었어요. 읽지 않은 숫자 열: {ignored}개")
        }
        TrafficNotice::HeaderSkipped { lines } => format!("머리글을 건너뛰었어요: {lines}줄"),
        TrafficNotice::ZoneAssumedUtc => "시간대가 없어서 UTC로 읽었어요.".to_owned(),
        TrafficNotice::CountsDivided { usual_s } => format!(
            "건수를 간격으로 나누어 초당 요청 수로 바꿨어요(보통 간격: {}).",
            duration(*usual_s, UNITS)
        ),
        TrafficNotice::RequestsCounted { requests, step_s } => format!(
            "한 행이 요청 하나예요. 요청 {}개를 {} 단위로 셌어요.",
            grouped(*requests as usize),
            duration(*step_s, UNITS)
        ),
        TrafficNotice::SeriesAdded { names } => {
            format!("한 합계의 부분인 계열을 더했어요: {}", list(names))
        }
        TrafficNotice::SeriesLeftOut { names } => {
            format!("요청 수가 아니거나 이미 센 계열은 뺐어요: {}", list(names))
        }
        TrafficNotice::SeriesTotal { name } => {
            format!("합계 행(\"{name}\")만 읽고 그 부분은 뺐어요.")
        }
        TrafficNotice::MeaningAssumed { name, form } => match form {
            ValueForm::Rate => format!("이름(\"{name}\")에 뜻이 없어 초당 요청 수로 읽었어요."),
            _ => format!("이름(\"{name}\")에 뜻이 없어 구간마다의 요청 수로 읽었어요."),
        },
        TrafficNotice::RunningTotal => "계속 쌓이는 값이라 늘어난 만큼만 읽었어요.".to_owned(),
        TrafficNotice::LinesSkipped { line, count } => {
            format!("형식이 다른 줄은 뺐어요({count}개, 처음: {line}번째 줄).")
        }
        TrafficNotice::TransactionsLeftOut { line, count } => format!(
            "트랜잭션 전체를 적은 줄은 뺐어요({count}개, 처음: {line}번째 줄). 그 안의 요청은 따로 적혀 있어요."
        ),
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Null => "null",
        Shape::Flag => "true/false",
        Shape::Whole => "정수",
        Shape::Number => "숫자",
        Shape::Text => "문자열",
        Shape::List => "목록",
        Shape::Object => "객체",
    }
}

fn import_error(error: &ImportError) -> String {
    match error {
        ImportError::Empty => "붙여 넣은 내용이 없어요.".to_owned(),
        ImportError::TooLarge { bytes_max } => {
            format!("내용이 너무 길어요(한도: {}).", size(*bytes_max))
        }
        ImportError::Syntax { line, column } => format!(
            "{line}번째 줄, {column}번째 글자: JSON이 아니에요. --output json 옵션으로 다시 출력해 주세요."
        ),
        ImportError::CutOff { line, column } => {
            format!("{line}번째 줄, {column}번째 글자: JSON이 중간에 끝났어요. 전부 복사해 주세요.")
        }
        ImportError::NotRecognised { path, keys } => format!(
            "보드도, 조정 정책, 경보, 예약 작업, 그룹도 아니에요(위치: {}, 내용: {}). describe-policies, describe-alarms, describe-scheduled-actions, describe-auto-scaling-groups 출력을 써 주세요.",
            place(path, "맨 위"),
            keys.join(", ")
        ),
        ImportError::WrongType {
            path,
            expected,
            found,
        } => format!(
            "{}: 값의 종류가 달라요(필요: {}, 실제: {}).",
            place(path, "전체"),
            shape(*expected),
            shape(*found)
        ),
        ImportError::PolicyTypeUnknown { path, found } => format!(
            "{path}: 알 수 없는 값이에요(\"{found}\"). 쓸 수 있는 값: SimpleScaling, StepScaling, TargetTrackingScaling, PredictiveScaling"
        ),
        ImportError::TimeUnreadable { path, found } => format!(
            "{path}: 시각이 아니에요({found}). 2026-03-02T09:00:00Z 같은 날짜와 시각이나 1970년부터의 초로 적어 주세요."
        ),
        ImportError::NotAws { content } => not_aws(*content).to_owned(),
        ImportError::OtherService { name, service } => format!(
            "{}: 다른 서비스의 설정이에요({}). 이 놀이터는 EC2 Auto Scaling 그룹만 다루므로 가져올 것이 없어요.",
            place(name, "붙여넣은 내용"),
            place(service, "Application Auto Scaling")
        ),
        ImportError::OtherOutput { key } => format!(
            "{key}: 아직 읽지 않는 다른 명령의 출력이에요. describe-policies, describe-alarms, describe-scheduled-actions, describe-auto-scaling-groups 출력을 붙여넣어 주세요."
        ),
    }
}

fn import(notice: &ImportNotice) -> String {
    match notice {
        ImportNotice::AlarmMissing { policy, alarm } => format!(
            "정책을 호출하는 경보의 임계값이 없어요(정책: {policy}, 경보: {alarm}). describe-alarms 출력도 붙여 넣어 주세요."
        ),
        ImportNotice::PolicyWithoutAlarm { policy } => {
            format!(
                "정책을 호출하는 경보가 없어요(정책: {policy}). 경보를 붙이지 않으면 움직이지 않아요."
            )
        }
        ImportNotice::PolicyMissing { alarm, policy } => {
            format!("경보가 호출하는 정책이 여기에 없어요(경보: {alarm}, 정책: {policy}).")
        }
        ImportNotice::ActionDropped { alarm, service } => {
            format!("플레이그라운드에 없는 작업이라 뺐어요(경보: {alarm}, 서비스: {service}).")
        }
        ImportNotice::OtherStateDropped { alarm, policy } => format!(
            "여기서 경보는 ALARM 상태일 때만 정책을 호출하기 때문에 다른 상태의 작업은 뺐어요(경보: {alarm}, 정책: {policy})."
        ),
        ImportNotice::TrackingAlarmSkipped { alarm } => {
            format!("대상 추적은 경보를 스스로 만들기 때문에 뺐어요(경보: {alarm}).")
        }
        ImportNotice::CompositeAlarmsSkipped { count } => {
            format!("복합 경보는 뺐어요: {count}개")
        }
        ImportNotice::FieldUnknown { path } => {
            format!("모르는 필드라서 빼고 나머지를 읽었어요: {path}")
        }
        ImportNotice::PolicyTypeAssumed { path, kind } => format!(
            "{path}: 값이 없어요. 다른 필드가 무엇이든 API의 기본값을 써요(기본값: {}).",
            kind.as_str()
        ),
        ImportNotice::OtherService { name, service } => format!(
            "{}: 다른 서비스의 설정이라 뺐어요({}).",
            place(name, "설정 하나"),
            place(service, "Application Auto Scaling")
        ),
        ImportNotice::NextRunDropped { action, start } => format!(
            "예약 작업 {action}: 시작 시각({start})은 뺐어요. 반복 작업의 출력에는 다음 실행 시각이 적혀 있어요. 여기서는 첫날부터 반복 규칙대로 실행돼요."
        ),
        ImportNotice::AlarmLeftOut { alarm, metric, why } => {
            format!("경보 {alarm}: 뺐어요. {}", left_out(metric, *why))
        }
        ImportNotice::AlarmOfOnly {
            alarm,
            resource,
            part,
        } => format!(
            "경보 {alarm}: 원래 계정에서 보는 대상은 {resource}인데, 여기서는 보드에 있는 같은 종류의 {part} 지표를 봐요."
        ),
        ImportNotice::PolicyLostAlarm { policy, alarm } => format!(
            "정책 {policy}: 경보 {alarm} 없이 가져와서 부르는 경보가 없어요. 이 보드의 지표로 경보를 추가해 주세요."
        ),
        ImportNotice::PolicyMetricForeign { policy, metric } => format!(
            "{}: 보드의 누구도 발행하지 않는 지표를 따라가요({metric}). 가져왔지만 다른 지표를 고르기 전에는 움직이지 않아요.",
            a_policy(policy)
        ),
        ImportNotice::PolicyMathLeftOut { policy } => format!(
            "{}: 뺐어요. 여러 지표를 계산한 식(지표 수식)을 따라가는데, 아직 읽지 않아요.",
            a_policy(policy)
        ),
        ImportNotice::PredictiveLeftOut { policy } => {
            let policy = a_policy(policy);
            format!("{policy}: 뺐어요. 예측 스케일링은 이 놀이터에서 실행되지 않아요.")
        }
        ImportNotice::ScheduleIsPast { action, at, begins } => format!(
            "예약 작업 {action}: 시각({at})이 보드의 시작({begins})보다 앞이라 실행되지 않아요. 보려면 시각을 바꿔 주세요."
        ),
        ImportNotice::ScheduleIsFar { action, at, days } => format!(
            "예약 작업 {action}: 첫 실행({at})이 보드의 시작에서 {days}일 뒤예요. 보려면 시작을 앞당겨 주세요."
        ),
        ImportNotice::GroupLeftOut { group } => format!("그룹 {group}: 고른 대로 뺐어요."),
    }
}

/// Why an alarm stays out, with the metric by name.
fn left_out(metric: &str, why: LeftOut) -> String {
    match why {
        LeftOut::NotOnBoard => format!("보드의 누구도 발행하지 않는 지표예요({metric})."),
        LeftOut::Ambiguous => {
            format!("보드에서 가리킬 수 있는 구성 요소가 여럿이에요({metric}).")
        }
        LeftOut::GroupLeftOut => "그룹을 뺐기 때문이에요.".to_owned(),
        LeftOut::MetricMath => format!("지표 수식은 아직 읽지 않아요({metric})."),
        LeftOut::AnomalyBand => {
            format!("이상 탐지는 이 놀이터에서 실행되지 않아요({metric}).")
        }
        LeftOut::Statistic => {
            format!("아직 읽지 않는 통계예요({metric}). 평균, 합계, 백분위수는 읽어요.")
        }
        LeftOut::NoMetric => "지표가 적혀 있지 않아요.".to_owned(),
    }
}

/// What was pasted or dropped instead of settings of the AWS CLI.
fn not_aws(content: Content) -> &'static str {
    match content {
        Content::Board => "저장한 보드예요. 파일로 열거나 페이지에 끌어 놓아 주세요.",
        Content::MetricJson => "지표의 데이터예요. 파일로 페이지에 끌어 놓으면 트래픽이 돼요.",
        Content::Table => "표예요. 파일로 페이지에 끌어 놓으면 트래픽이 돼요.",
        Content::Foreign(Foreign::Terraform) => {
            "Terraform 코드예요. 아직 읽지 않아요. 같은 그룹의 describe-policies, describe-alarms 출력을 --output json으로 받아 붙여넣어 주세요."
        }
        Content::Foreign(Foreign::CloudFormation) => {
            "CloudFormation 템플릿이에요. 아직 읽지 않아요. 같은 그룹의 describe-policies, describe-alarms 출력을 --output json으로 받아 붙여넣어 주세요."
        }
        Content::Foreign(Foreign::Yaml) => {
            "YAML이에요. 아직 읽지 않아요. 명령을 --output json으로 다시 실행해 주세요."
        }
        Content::Foreign(Foreign::Html) => {
            "웹 페이지예요. 아직 읽지 않아요. 데이터를 JSON이나 CSV로 저장해 주세요."
        }
        Content::Foreign(Foreign::Xml) => {
            "XML이에요. 아직 읽지 않아요. JSON이나 CSV로 저장해 주세요."
        }
        Content::AwsJson | Content::Unknown => "보드도, AWS JSON도, 트래픽도 아니에요.",
    }
}

/// A policy by its name; the file of a configuration has none.
fn a_policy(name: &str) -> String {
    match name.is_empty() {
        true => "이 정책".to_owned(),
        false => format!("정책 {name}"),
    }
}
