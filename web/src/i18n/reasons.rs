//! The eight reasons for a load balancer, in both languages side by side.

use super::Lang;

impl Lang {
    /// A reason by its word; one that nobody has told stands for itself.
    pub fn reason(self, word: &'static str) -> &'static str {
        let (ko, en) = match word {
            "spread" => (
                "부하를 여러 서버로 나눠요.",
                "It spreads load over several servers.",
            ),
            "one_name" => (
                "앱의 입구가 DNS 이름 하나예요.",
                "One DNS name is the door of the application.",
            ),
            "seamless" => (
                "서버가 고장 나도 다른 서버가 이어받아요.",
                "When a server fails, others take over.",
            ),
            "health" => (
                "상태를 꾸준히 확인해서 정상 서버에만 보내요.",
                "It checks health all the time and sends to healthy servers alone.",
            ),
            "tls_ends" => (
                "TLS를 끝내서 서버의 암호화 부담을 덜어요.",
                "It ends TLS, so that servers need not encrypt.",
            ),
            "https" => (
                "웹 사이트에 HTTPS를 인증서와 함께 제공해요.",
                "It gives web sites HTTPS with their certificates.",
            ),
            "managed" => (
                "AWS가 업그레이드와 고가용성을 맡아요.",
                "AWS takes care of upgrades and availability.",
            ),
            "cheaper" => (
                "직접 세운 프록시보다 손이 덜 가고 한 대에 매이지 않아요.",
                "It takes less work than a proxy of your own, and no single box carries all.",
            ),
            _ => (word, word),
        };
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use swell_core::scenario::reasons::REASONS;

    #[test]
    fn every_reason_is_told_in_both_languages() {
        for (word, _) in REASONS {
            assert!(
                Lang::ALL.iter().all(|lang| lang.reason(word) != *word),
                "{word}"
            );
        }
    }
}
