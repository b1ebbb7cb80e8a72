//! What stands in front of services, compared (spec 5.16): which question each answers, in words and
//! kinds.

use super::Lang;
use crate::vocabulary::KindId;

/// Of a question: its Korean and its English words.
type Both = (&'static str, &'static str);

/// One of the three.
pub struct FrontDoor {
    /// The parts that are it.
    pub kinds: &'static [KindId],
    name: Both,
    answers: [Both; 4],
}

const QUESTIONS: [Both; 4] = [
    ("무엇을 정하나", "What it decides"),
    ("더 하는 일", "What else it does"),
    ("쓰는 곳", "Where it is used"),
    ("단일 장애점", "Single point of failure"),
];

pub const FRONT_DOORS: [FrontDoor; 3] = [
    FrontDoor {
        kinds: &[KindId::ReverseProxy],
        name: ("리버스 프록시", "Reverse proxy"),
        answers: [
            (
                "안쪽을 숨기고 어디로 넘길까?",
                "How do I hide the inside and relay to it?",
            ),
            (
                "캐시, TLS, 주소 바꾸기. 나누기도 그중 하나예요.",
                "Caching, TLS, rewriting. Balancing is one of its tasks.",
            ),
            (
                "작은 서비스: 한 대가 분산까지",
                "A small start-up: one box that balances, too",
            ),
            ("예, 한 대라면", "Yes, if it is one box"),
        ],
    },
    FrontDoor {
        kinds: &[
            KindId::LoadBalancer,
            KindId::NetworkLoadBalancer,
            KindId::ClassicLoadBalancer,
        ],
        name: ("로드 밸런서", "Load balancer"),
        answers: [
            (
                "같은 서비스의 어느 서버가 받을까?",
                "Which copy of the service takes this request?",
            ),
            (
                "상태 확인, 분산, 여러 영역",
                "Health checks, spreading, zones",
            ),
            ("똑같은 서버 여럿", "A fleet of equal servers"),
            ("아니요", "No"),
        ],
    },
    FrontDoor {
        kinds: &[KindId::ApiGateway],
        name: ("API Gateway", "API Gateway"),
        answers: [
            (
                "어느 서비스의 API이고, 불러도 되는 사람인가?",
                "Which service owns this API, and may this caller use it?",
            ),
            (
                "요청 제한, 키, 인증, 변환",
                "Throttling, keys, authorization, transformation",
            ),
            (
                "마이크로서비스, 서버리스: /users는 서버로, /posts는 함수로",
                "Micro-services, serverless: /users to a server, /posts to a function",
            ),
            ("아니요", "No"),
        ],
    },
];

impl FrontDoor {
    pub fn name(&self, lang: Lang) -> &'static str {
        of(lang, self.name)
    }

    /// Each question with the answer.
    pub fn rows(&self, lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
        let rows = QUESTIONS.into_iter().zip(self.answers);
        rows.map(move |(question, answer)| (of(lang, question), of(lang, answer)))
    }
}

const fn of(lang: Lang, (ko, en): Both) -> &'static str {
    match lang {
        Lang::Ko => ko,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_box_alone_is_a_single_point_of_failure_and_no_kind_is_two_doors() {
        let single = FRONT_DOORS.map(|door| door.rows(Lang::En).last().unwrap().1);
        assert_eq!(single, ["Yes, if it is one box", "No", "No"]);
        let kinds: Vec<KindId> = FRONT_DOORS
            .iter()
            .flat_map(|door| door.kinds.to_vec())
            .collect();
        let mut once = kinds.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), kinds.len());
    }
}
