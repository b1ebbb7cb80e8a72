//! The words of the checklist of a key pair.

use super::Lang;

/// Steps at a terminal, which no board can see.
pub const STEPS: usize = 5;

pub struct Words {
    pub title: &'static str,
    /// What is done, and the command for it.
    pub steps: [(&'static str, &'static str); STEPS],
    pub keeps_no_key: &'static str,
    pub is_for_one_address: &'static str,
    pub is_only_way: &'static str,
    pub done: &'static str,
    pub open: &'static str,
    pub private_half: &'static str,
    pub private_holder: &'static str,
    pub public_half: &'static str,
    pub public_holder: &'static str,
    pub none_needed: &'static str,
}

const MAKE: &str = "ssh-keygen -t rsa -b 2048 -N \"\" -f my-key";
const COPY: &str = "cp my-key my-key.pem";
const IMPORT: &str = "aws ec2 import-key-pair --region us-east-1 --key-name my-key --public-key-material fileb://my-key.pub";
const PROTECT: &str = "chmod 400 my-key.pem";
const LOG_IN: &str = "ssh-add my-key.pem && ssh -J ec2-user@BASTION ec2-user@SERVER";

static KO: Words = Words {
    title: "키 페어 체크리스트",
    steps: [
        ("키 페어 만들기: RSA 2048, 암호 없이", MAKE),
        ("프라이빗 키를 .pem으로 복사", COPY),
        ("퍼블릭 키만 AWS에 등록: 리전마다 따로", IMPORT),
        ("나만 읽을 수 있게", PROTECT),
        ("에이전트에 넣고 배스천을 지나 로그인", LOG_IN),
    ],
    keeps_no_key: "배스천에 프라이빗 키 파일이 없음",
    is_for_one_address: "배스천의 22번은 한 주소에서만 허용",
    is_only_way: "서버의 22번은 배스천의 보안 그룹에서만 허용",
    done: "됨",
    open: "아직",
    private_half: "프라이빗 키(my-key, my-key.pem)",
    private_holder: "내 컴퓨터만",
    public_half: "퍼블릭 키(my-key.pub)",
    public_holder: "등록한 리전의 AWS, 서버의 ~/.ssh/authorized_keys",
    none_needed: "Session Manager나 EC2 Instance Connect Endpoint를 쓰면 키 페어도 배스천도 필요 없어요.",
};

static EN: Words = Words {
    title: "Checklist of the key pair",
    steps: [
        ("Make a key pair: RSA 2048, no passphrase", MAKE),
        ("Copy the private key as .pem", COPY),
        (
            "Register the public key alone with AWS, in each Region",
            IMPORT,
        ),
        ("Let nobody else read it", PROTECT),
        (
            "Give it to the agent and log in by way of the bastion",
            LOG_IN,
        ),
    ],
    keeps_no_key: "No private key file on the bastion",
    is_for_one_address: "Port 22 of the bastion for one address alone",
    is_only_way: "Port 22 of servers for the bastion's group alone",
    done: "done",
    open: "not yet",
    private_half: "Private key (my-key, my-key.pem)",
    private_holder: "your own computer alone",
    public_half: "Public key (my-key.pub)",
    public_holder: "AWS in that Region, and ~/.ssh/authorized_keys of the servers",
    none_needed: "With Session Manager or an EC2 Instance Connect Endpoint you need neither key pair nor bastion.",
};

impl Words {
    pub const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Ko => &KO,
            Lang::En => &EN,
        }
    }
}
