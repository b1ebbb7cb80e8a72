//! The cities of Regions, which people know better than their codes.

use super::Lang;

/// The city of a Region by its code, with the code. `None`: a Region that is not offered.
pub fn city(lang: Lang, code: &str) -> Option<&'static str> {
    let (ko, en) = match code {
        "ap-northeast-2" => ("서울 (ap-northeast-2)", "Seoul (ap-northeast-2)"),
        "ap-northeast-1" => ("도쿄 (ap-northeast-1)", "Tokyo (ap-northeast-1)"),
        "ap-southeast-1" => ("싱가포르 (ap-southeast-1)", "Singapore (ap-southeast-1)"),
        "ap-south-1" => ("뭄바이 (ap-south-1)", "Mumbai (ap-south-1)"),
        "ap-southeast-2" => ("시드니 (ap-southeast-2)", "Sydney (ap-southeast-2)"),
        "eu-central-1" => ("프랑크푸르트 (eu-central-1)", "Frankfurt (eu-central-1)"),
        "eu-west-1" => ("아일랜드 (eu-west-1)", "Ireland (eu-west-1)"),
        "us-east-1" => ("버지니아 북부 (us-east-1)", "N. Virginia (us-east-1)"),
        "us-west-2" => ("오리건 (us-west-2)", "Oregon (us-west-2)"),
        "sa-east-1" => ("상파울루 (sa-east-1)", "São Paulo (sa-east-1)"),
        "af-south-1" => ("케이프타운 (af-south-1)", "Cape Town (af-south-1)"),
        _ => return None,
    };
    Some(match lang {
        Lang::Ko => ko,
        Lang::En => en,
    })
}
