//! The cities of Regions, which people know better than their codes, and the places of Route 53's
//! geolocation.

use super::Lang;
use swell_core::rules::regions::{Continent, Region};

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

impl Lang {
    /// The city of a Region alone.
    pub fn city(self, region: Region) -> &'static str {
        let code = region.as_str();
        let long = city(self, code).unwrap_or(code);
        long.split(" (").next().unwrap_or(long)
    }

    pub fn continent(self, continent: Continent) -> &'static str {
        let word = match continent {
            Continent::Asia => "continent/AS",
            Continent::Oceania => "continent/OC",
            Continent::Europe => "continent/EU",
            Continent::NorthAmerica => "continent/NA",
            Continent::SouthAmerica => "continent/SA",
            Continent::Africa => "continent/AF",
        };
        let long = place(self, word).unwrap_or(word);
        long.rsplit(": ").next().unwrap_or(long)
    }
}

/// An edge location by its code, with its city. `None`: one that is not offered.
pub fn pop(lang: Lang, code: &str) -> Option<&'static str> {
    let (ko, en) = match code {
        "ICN57" => ("엣지 ICN57(서울)", "Edge ICN57 (Seoul)"),
        "NRT57" => ("엣지 NRT57(도쿄)", "Edge NRT57 (Tokyo)"),
        "SIN52" => ("엣지 SIN52(싱가포르)", "Edge SIN52 (Singapore)"),
        "BOM78" => ("엣지 BOM78(뭄바이)", "Edge BOM78 (Mumbai)"),
        "SYD62" => ("엣지 SYD62(시드니)", "Edge SYD62 (Sydney)"),
        "FRA56" => ("엣지 FRA56(프랑크푸르트)", "Edge FRA56 (Frankfurt)"),
        "DUB56" => ("엣지 DUB56(아일랜드)", "Edge DUB56 (Ireland)"),
        "IAD55" => ("엣지 IAD55(버지니아 북부)", "Edge IAD55 (N. Virginia)"),
        "HIO52" => ("엣지 HIO52(오리건)", "Edge HIO52 (Oregon)"),
        "GRU50" => ("엣지 GRU50(상파울루)", "Edge GRU50 (São Paulo)"),
        "CPT52" => ("엣지 CPT52(케이프타운)", "Edge CPT52 (Cape Town)"),
        _ => return None,
    };
    Some(match lang {
        Lang::Ko => ko,
        Lang::En => en,
    })
}

/// A place of a geolocation record by its word; the empty one is the default record. `None`: a place
/// that is not offered.
pub fn place(lang: Lang, word: &str) -> Option<&'static str> {
    let (ko, en) = match word {
        "" => ("기본값(나머지 모두)", "Default (everywhere else)"),
        "continent/AS" => ("대륙: 아시아", "Continent: Asia"),
        "continent/OC" => ("대륙: 오세아니아", "Continent: Oceania"),
        "continent/EU" => ("대륙: 유럽", "Continent: Europe"),
        "continent/NA" => ("대륙: 북미", "Continent: North America"),
        "continent/SA" => ("대륙: 남미", "Continent: South America"),
        "continent/AF" => ("대륙: 아프리카", "Continent: Africa"),
        "country/KR" => ("국가: 대한민국", "Country: South Korea"),
        "country/JP" => ("국가: 일본", "Country: Japan"),
        "country/SG" => ("국가: 싱가포르", "Country: Singapore"),
        "country/IN" => ("국가: 인도", "Country: India"),
        "country/AU" => ("국가: 오스트레일리아", "Country: Australia"),
        "country/DE" => ("국가: 독일", "Country: Germany"),
        "country/IE" => ("국가: 아일랜드", "Country: Ireland"),
        "country/US" => ("국가: 미국", "Country: United States"),
        "country/BR" => ("국가: 브라질", "Country: Brazil"),
        "country/ZA" => ("국가: 남아프리카 공화국", "Country: South Africa"),
        "subdivision/US-VA" => ("주: 버지니아(미국)", "State: Virginia, US"),
        "subdivision/US-OR" => ("주: 오리건(미국)", "State: Oregon, US"),
        _ => return None,
    };
    Some(match lang {
        Lang::Ko => ko,
        Lang::En => en,
    })
}
