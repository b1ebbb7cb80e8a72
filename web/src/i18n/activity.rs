//! Causes of scaling activities, as the console writes them: each sentence with its instant.

use super::Lang;
use crate::vocabulary::Told;
use swell_core::observe::activity::Cause;
use swell_core::world::log::TerminationCause;

impl Lang {
    /// The whole cause of an activity, a sentence a line; empty without any.
    pub fn told(self, all: &[Told]) -> String {
        let one = |told: &Told| match self {
            Self::En => format!("At {} {}.", told.at, english(told)),
            Self::Ko => format!("{}: {}.", told.at, korean(told)),
        };
        all.iter().map(one).collect::<Vec<_>>().join("\n")
    }
}

fn english(told: &Told) -> String {
    let (what, by) = (&told.what, &told.by);
    match told.cause {
        Cause::Alarm { from, to, .. } => format!(
            "a monitor alarm {what} in state ALARM triggered policy {by} changing the desired capacity from {from} to {to}"
        ),
        Cause::Schedule {
            min, max, from, to, ..
        } => format!(
            "a scheduled action update of AutoScalingGroup constraints to min: {min}, max: {max}, desired: {to} changing the desired capacity from {from} to {to}"
        ),
        Cause::UserDesired { from, to } => format!(
            "a user request explicitly set group desired capacity changing the desired capacity from {from} to {to}"
        ),
        Cause::UserSizes { min, max, from, to } => format!(
            "a user request update of AutoScalingGroup constraints to min: {min}, max: {max}, desired: {to} changing the desired capacity from {from} to {to}"
        ),
        Cause::Started { from, to } => format!(
            "an instance was started in response to a difference between desired and actual capacity, increasing the capacity from {from} to {to}"
        ),
        Cause::TakenOut { from, to } => format!(
            "an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from {from} to {to}"
        ),
        Cause::Selected { .. } => format!("instance {what} was selected for termination"),
        Cause::Replaces => {
            "an instance was launched in response to an unhealthy instance needing to be replaced"
                .to_owned()
        }
        Cause::Unhealthy { why } => format!(
            "an instance was taken out of service in response to {}",
            match why {
                TerminationCause::NotRunning =>
                    "an EC2 health check indicating it has been terminated or stopped",
                TerminationCause::Impaired => "an EC2 instance status check failure",
                TerminationCause::UnhealthyTarget => "an ELB system health check failure",
                TerminationCause::SetUnhealthy => "a user health-check",
                TerminationCause::RemovedByUser
                | TerminationCause::ScaleIn
                | TerminationCause::Rebalance => "a user request",
            }
        ),
        Cause::Balances { here, there, .. } => format!(
            "availability zones {what} {by} had {here} {there} instances respectively. An instance was launched to aid in balancing the group's zones"
        ),
        Cause::Balanced { .. } => format!(
            "instances were launched to balance instances in zones {what} with other zones resulting in more than desired number of instances in the group"
        ),
    }
}

fn korean(told: &Told) -> String {
    let (what, by) = (&told.what, &told.by);
    match told.cause {
        Cause::Alarm { from, to, .. } => {
            format!("ALARM 상태인 경보 {what}, 정책 {by} 실행, 원하는 용량 {from} → {to}")
        }
        Cause::Schedule {
            min, max, from, to, ..
        } => format!(
            "예약된 작업 {by}, 그룹 크기를 최소 {min}, 최대 {max}, 원하는 {to} 크기로 변경, 원하는 용량 {from} → {to}"
        ),
        Cause::UserDesired { from, to } => {
            format!("사용자 요청, 원하는 용량을 직접 설정, 원하는 용량 {from} → {to}")
        }
        Cause::UserSizes { min, max, from, to } => format!(
            "사용자 요청, 그룹 크기를 최소 {min}, 최대 {max}, 원하는 {to} 크기로 변경, 원하는 용량 {from} → {to}"
        ),
        Cause::Started { from, to } => {
            format!("원하는 용량과 실제 용량의 차이 때문에 인스턴스 시작, 용량 {from} → {to} 증가")
        }
        Cause::TakenOut { from, to } => format!(
            "원하는 용량과 실제 용량의 차이 때문에 인스턴스를 서비스에서 제외, 용량 {from} → {to} 감소"
        ),
        Cause::Selected { .. } => format!("종료할 인스턴스로 선택: {what}"),
        Cause::Replaces => "비정상 인스턴스를 교체하기 위해 인스턴스 시작".to_owned(),
        Cause::Unhealthy { why } => format!(
            "{} 때문에 인스턴스를 서비스에서 제외",
            match why {
                TerminationCause::NotRunning => "종료되었거나 중지되었다는 EC2 상태 확인 결과",
                TerminationCause::Impaired => "EC2 인스턴스 상태 검사 실패",
                TerminationCause::UnhealthyTarget => "ELB 상태 확인 실패",
                TerminationCause::SetUnhealthy => "사용자가 표시한 상태",
                TerminationCause::RemovedByUser
                | TerminationCause::ScaleIn
                | TerminationCause::Rebalance => "사용자 요청",
            }
        ),
        Cause::Balances { here, there, .. } => format!(
            "가용 영역별 인스턴스 {what} {here}개, {by} {there}개, 영역의 균형을 맞추기 위해 인스턴스 시작"
        ),
        Cause::Balanced { .. } => {
            format!("가용 영역 {what} 균형 맞추기로 인스턴스가 원하는 용량보다 많아짐")
        }
    }
}
