//! Titles of the boards that come with Swell, each with one sentence of what to try on it.

use crate::vocabulary::Lang;

type Title = (&'static str, &'static str);

/// The titles of boards that are there from the beginning.
pub fn title(lang: Lang, id: &str) -> Option<&'static str> {
    Some(match (lang, id) {
        (Lang::Ko, "default") => "급증 100 → 1,000명 · ALB + Auto Scaling",
        (Lang::En, "default") => "Surge 100 → 1,000 users · ALB + Auto Scaling",
        (Lang::Ko, "two-zones") => "가용 영역 하나가 사라지면",
        (Lang::En, "two-zones") => "Lose a zone",
        (Lang::Ko, "one-fails") => "서버 하나가 고장 나면",
        (Lang::En, "one-fails") => "One server fails",
        _ => return None,
    })
}

/// Of all boards: it is the gallery, and so the second part of the page, that says what to try.
pub fn later(lang: Lang, id: &str) -> Option<Title> {
    Some(match (lang, id) {
        (Lang::Ko, "default") => (
            title(lang, id)?,
            "점심 러시를 보내고, 새 서버가 언제부터 트래픽을 받는지 보세요.",
        ),
        (Lang::En, "default") => (
            title(lang, id)?,
            "Send the lunch rush and watch when new servers take traffic.",
        ),
        (Lang::Ko, "two-zones") => (
            title(lang, id)?,
            "영역 하나를 끄고, 그룹이 다른 영역에서 서버를 되살리는 과정을 보세요.",
        ),
        (Lang::En, "two-zones") => (
            title(lang, id)?,
            "Take one Availability Zone down and watch the group recover in the other.",
        ),
        (Lang::Ko, "one-fails") => (
            title(lang, id)?,
            "서버 하나를 멈추고, 상태 확인이 찾아 교체할 때까지 누가 오류를 겪는지 보세요.",
        ),
        (Lang::En, "one-fails") => (
            title(lang, id)?,
            "Hang one server and see who gets errors until health checks find and replace it.",
        ),
        (Lang::Ko, "nlb-before-alb") => (
            "고정 IP가 필요하면: ALB 앞의 NLB",
            "NLB는 연결을 통째로, ALB는 요청을 하나씩 나눠요. 영역을 하나 끄고 어느 주소가 남는지 보세요.",
        ),
        (Lang::En, "nlb-before-alb") => (
            "Fixed addresses: an NLB before an ALB",
            "The NLB spreads whole connections, the ALB single requests. Lose a zone: see which address is left.",
        ),
        (Lang::Ko, "nlb-to-addresses") => (
            "IP 주소를 대상으로: NLB와 데이터 센터",
            "주소로 등록한 데이터 센터의 서버도 연결의 3분의 1을 받고, 15 ms 더 걸려요. 그 회선을 끊으면 상태 확인 뒤 두 EC2만 남아요.",
        ),
        (Lang::En, "nlb-to-addresses") => (
            "Addresses as targets: an NLB and a data center",
            "A server of one's own, registered by its address, takes a third of the connections, each 15 ms slower. Cut its line: after the health checks the two instances are left.",
        ),
        (Lang::Ko, "allow-list") => (
            "허용 목록과 고정 주소: ALB와 NLB",
            "두 파트너는 처음 받은 주소만 방화벽에 적어 뒀어요. alb의 주소를 바꾸면 partner-alb만 5분 뒤 막혀요. 응답은 NLB 쪽이 0.9 ms 빨라요.",
        ),
        (Lang::En, "allow-list") => (
            "An allow-list and fixed addresses: ALB and NLB",
            "Both partners let only the addresses of the first day through. Change those of the alb: partner-alb alone is locked out, five minutes later. By the NLB answers come 0.9 ms sooner.",
        ),
        (Lang::Ko, "balancer-types") => (
            "ALB, NLB, CLB 나란히 · 서버 2대와 8대",
            "교차 영역이 꺼진 NLB와 CLB는 a의 서버 2대에 25%씩, c의 8대에 6.25%씩 보내요. 대상 그룹에서 켜고 비용을 견주어 보세요.",
        ),
        (Lang::En, "balancer-types") => (
            "ALB, NLB and CLB · two servers and eight",
            "Without cross-zone, the NLB and the CLB send 25 % to each server in a and 6.25 % to each in c. Turn it on in the target group and compare the bill.",
        ),
        (Lang::Ko, "listener-rules") => (
            "ALB 하나, 앱 여럿: 리스너 규칙",
            "/user, /search, /api, ?Platform=Mobile이 서로 다른 그룹으로 가요. 우선순위를 뒤바꾸면 엉뚱한 그룹이 받아요.",
        ),
        (Lang::En, "listener-rules") => (
            "One ALB, many apps: listener rules",
            "/user, /search, /api and ?Platform=Mobile go to groups of their own. Break the order of priorities: the wrong group answers.",
        ),
        (Lang::Ko, "mobile-or-desktop") => (
            "모바일은 EC2로, 데스크톱은 온프레미스로",
            "?Platform=Mobile은 EC2로, ?Platform=Desktop은 데이터 센터의 192.168.0.10과 .11로 가요. 데이터 센터로 가는 길을 끊고 누가 오류를 겪는지 보세요.",
        ),
        (Lang::En, "mobile-or-desktop") => (
            "Mobile to EC2, desktop to the data center",
            "?Platform=Mobile goes to EC2, ?Platform=Desktop to 192.168.0.10 and .11 in the data center. Cut the way there and see who gets errors.",
        ),
        (Lang::Ko, "two-domains") => (
            "도메인 둘, 리스너 하나: SNI",
            "ALB와 NLB는 서버 이름마다 알맞은 인증서를 보여요. 인증서가 하나인 CLB에서는 Domain1.example.com 사용자가 브라우저 경고에 막혀요.",
        ),
        (Lang::En, "two-domains") => (
            "Two domains, one listener: SNI",
            "ALB and NLB show each server name its own certificate. The CLB has one for all: users of Domain1.example.com stop at their browser's warning.",
        ),
        (Lang::Ko, "containers") => (
            "컨테이너와 동적 포트: 서버 둘에 앱 넷",
            "/user와 /search가 같은 서버의 다른 포트로 가요. user-1만 멈춰 보세요. 같은 서버의 search-1은 그대로 답해요.",
        ),
        (Lang::En, "containers") => (
            "Containers and dynamic ports: four on two servers",
            "/user and /search go to other ports of the same servers. Crash user-1 alone: search-1 on its machine goes on answering.",
        ),
        (Lang::Ko, "legacy-box") => (
            "예전 구조: 서버 하나에 컨테이너 넷",
            "페이지는 프록시와 웹으로, 데이터는 프록시, WAS, DB로 가요. 80은 443으로 보내고 DB는 밖에서 닿지 않아요. legacy를 멈추면 모두 멈춰요.",
        ),
        (Lang::En, "legacy-box") => (
            "As it was: four containers on one server",
            "Pages go to proxy and web, data to proxy, WAS and DB. 80 is sent to 443, and nobody outside reaches the DB. Crash legacy: everything is gone.",
        ),
        (Lang::Ko, "legacy-migration") => (
            "옮기기: 고칠 주소는 셋",
            "legacy를 고르고 목록의 셋(도메인, API 주소, DB 주소)을 고쳐 보세요. 옛 DNS 답의 TTL이 지나면 예전 서버에는 요청이 오지 않아서 꺼도 돼요.",
        ),
        (Lang::En, "legacy-migration") => (
            "Moving house: three addresses",
            "Choose legacy and make the three edits of its list: domain, API address, DB address. Once old DNS answers have run out nothing comes to that server, and it can be switched off.",
        ),
        (Lang::Ko, "request-flow") => (
            "요청 하나의 길: TLS, 헤더, 액세스 로그",
            "점을 눌러 ALB 앞뒤의 연결과 헤더를 보세요. web-alb를 고르면 액세스 로그가 5분마다 S3에 쌓이고, 쿼리 셋이 답해요.",
        ),
        (Lang::En, "request-flow") => (
            "One request's way: TLS, headers, access log",
            "Click a dot: connections and headers before and after the ALB. Choose web-alb: its log reaches S3 every five minutes, and three queries read it.",
        ),
        (Lang::Ko, "ssr-cautions") => (
            "SSR에서 조심할 여섯 가지와 앱 로그",
            "web-asg의 템플릿에서 환경 변수를 끄고 서버 하나를 종료해 보세요. 새 서버는 시작하자마자 끝나 계속 교체되고, /web/app 로그가 5초 안에 알려요.",
        ),
        (Lang::En, "ssr-cautions") => (
            "Six cautions of SSR, and the log of the application",
            "In the template of web-asg switch the environment off and kill a server: new ones end at once and are replaced for ever, and the log /web/app tells within five seconds.",
        ),
        (Lang::Ko, "sticky-sessions") => (
            "고정 세션: 쿠키로 같은 서버에",
            "서버 하나를 멈추면 그 서버의 사용자만 로그인이 풀려요. 서버가 돌아와도 되돌아가지 않고, 부하는 고르지 않게 남아요.",
        ),
        (Lang::En, "sticky-sessions") => (
            "Sticky sessions: a cookie to the same server",
            "Stop one server: its users alone have to log in again, and do not come back when it does. The load stays uneven.",
        ),
        (Lang::Ko, "connection-reuse") => (
            "연결 재사용: 연결은 둘, 유휴 제한 시간도 둘",
            "web-alb를 고르면 노드마다 클라이언트 연결과 대상 연결이 보여요. 서버는 5초, ALB는 60초를 기다려서 가끔 요청 하나가 502가 돼요. 대상의 연결 유지 시간을 75초로 늘리면 사라져요.",
        ),
        (Lang::En, "connection-reuse") => (
            "Connection reuse: two connections, two time-outs",
            "Choose web-alb: each node's connections, with clients and with servers. The servers wait 5 s, the ALB 60: now and then a request gets 502. Set Target keep-alive to 75 s and none does.",
        ),
        (Lang::Ko, "draining") => (
            "등록 취소 지연: 서버를 빼는 동안",
            "web-1의 연결선을 지워 보세요. 하던 업로드는 끝까지 가고 새 요청은 2, 3으로만 가요. 지연을 0으로 두면 업로드가 끊겨요.",
        ),
        (Lang::En, "draining") => (
            "Connection draining: taking a server out",
            "Remove the wire to web-1: uploads go on to their end, new requests go to 2 and 3. With a delay of 0 the uploads are cut.",
        ),
        (Lang::Ko, "light-and-heavy") => (
            "라운드 로빈과 최소 미해결 요청",
            "가벼운 요청과 무거운 요청이 섞였어요. 대상 그룹의 알고리즘을 바꾸고 서버별 대기열과 p95를 견주어 보세요.",
        ),
        (Lang::En, "light-and-heavy") => (
            "Round robin against least outstanding requests",
            "Light and heavy requests in one stream. Change the algorithm of the target group and compare queues and p95.",
        ),
        (Lang::Ko, "anomalous-target") => (
            "이상 완화: 조용히 실패하는 서버 하나",
            "앞의 세 서버가 연결 60개를 다 잡아 web-4는 상태 확인을 통과하면서도 주문을 500으로 답해요. 대상 그룹에서 이상 완화를 꺼 보면 실패가 2 % 아래에서 12 %쯤으로 올라요.",
        ),
        (Lang::En, "anomalous-target") => (
            "Anomaly mitigation: one server fails quietly",
            "Three servers hold all 60 connections, so web-4 passes its health checks and answers orders with 500. Switch anomaly mitigation off in the target group: failures rise from under 2 % to about 12 %.",
        ),
        (Lang::Ko, "health-check-numbers") => (
            "상태 확인 30초 · 2 · 3과 AWS 기본값",
            "양쪽에서 서버를 하나씩 멈췄다 되살려 보세요. 노트의 3번 실패는 60–90초, 기본값의 2번은 30–60초 만에 빼고, 되돌리는 데는 2번과 5번 성공이 필요해요.",
        ),
        (Lang::En, "health-check-numbers") => (
            "Health checks 30 s · 2 · 3 and the defaults of AWS",
            "Crash one server on each side, then heal both: three failures take 60–90 s, the default of two 30–60 s. To come back it takes two passes, or five.",
        ),
        (Lang::Ko, "dns-failover") => (
            "DNS 장애 조치 · Route 53 상태 확인",
            "서버 둘을 멈추고, 상태 확인과 TTL이 지나 사용자가 안내 페이지로 옮겨 가는 데 얼마나 걸리는지 보세요.",
        ),
        (Lang::En, "dns-failover") => (
            "DNS failover · Route 53 health checks",
            "Crash both servers and see how long health checks and the TTL keep users away from the sorry page.",
        ),
        (Lang::Ko, "two-regions") => (
            "리전 두 곳 · 지연 시간 라우팅과 장애 조치",
            "서울의 서버 둘을 멈춰 보세요. 도쿄 사용자가 TTL 60초 안에 버지니아로 옮겨 가고, 대신 왕복 180 ms를 기다려요.",
        ),
        (Lang::En, "two-regions") => (
            "Two Regions · latency routing with failover",
            "Crash both servers of Seoul: users in Tokyo move to Virginia within the TTL of 60 s, and wait 180 ms for it.",
        ),
        (Lang::Ko, "two-of-three") => (
            "계산된 상태 확인: 세 대 중 두 대",
            "서버를 하나 멈추면 그대로지만, 두 대를 멈추면 이름이 안내 페이지로 넘어가요. 하위 상태 확인과 임계값을 바꿔 보세요.",
        ),
        (Lang::En, "two-of-three") => (
            "A calculated health check: two of three",
            "Stop one server and nothing changes; stop two and the name fails over to the sorry page. Change the children and the threshold.",
        ),
        (Lang::Ko, "move-to-alb") => (
            "Route 53을 로드 밸런서로 옮기기",
            "레코드의 가중치를 100:0에서 0:100으로 바꿔 보세요. 비율은 TTL이 지나며 따라오고, DNS를 고정한 10 %는 끝까지 옛 서버로 가요.",
        ),
        (Lang::En, "move-to-alb") => (
            "Point Route 53 at the load balancer",
            "Turn the weights from 100:0 to 0:100: shares follow as the TTL runs out, and the 10 % that pin DNS never leave the old server.",
        ),
        (Lang::Ko, "multivalue-or-alb") => (
            "다중값 응답은 로드 밸런서가 아니에요",
            "양쪽에서 서버를 하나씩 멈춰 보세요. ALB는 상태 확인만 기다리면 되지만, DNS 쪽은 TTL이 다할 때까지 오류가 이어져요.",
        ),
        (Lang::En, "multivalue-or-alb") => (
            "A multivalue answer is no load balancer",
            "Crash one server on each side: behind the ALB errors end with its health check, by DNS they go on until the TTL is over.",
        ),
        (Lang::Ko, "names-not-addresses") => (
            "이름이면 되고 주소는 안 돼요",
            "ALB의 노드 주소를 바꿔 보세요. 별칭과 CNAME은 아무 일 없고, 주소를 적어 둔 레코드만 5분 뒤 끊겨요.",
        ),
        (Lang::En, "names-not-addresses") => (
            "A name, not its addresses",
            "Change the node addresses of the ALB: the alias and the CNAME notice nothing, the record with addresses breaks five minutes later.",
        ),
        (Lang::Ko, "security-groups") => (
            "보안 그룹 사슬 · 누가 누구에게 연결하나",
            "web-sg의 규칙을 지우고, 거절이 아니라 시간 초과가 나는 이유를 보세요.",
        ),
        (Lang::En, "security-groups") => (
            "A chain of security groups · who may dial whom",
            "Remove the rule of web-sg and see why it gives time-outs, not refusals.",
        ),
        (Lang::Ko, "defense-in-depth") => (
            "겹겹이 막기 · 공격자와 배스천",
            "프라이빗 서브넷의 경로, 보안 그룹 규칙을 하나씩 걷어 내고 공격자에게 무엇이 열리는지 보세요.",
        ),
        (Lang::En, "defense-in-depth") => (
            "Defence in depth · an attacker and a bastion",
            "Take away one layer at a time, a route or a rule, and see what opens to the attacker.",
        ),
        (Lang::Ko, "bastion-keys") => (
            "배스천의 키: 파일과 에이전트",
            "두 배스천을 차례로 탈취해 보세요. 키 파일이 있던 쪽은 서버 4대를 모두 잃고, 에이전트 쪽은 하나도 잃지 않아요.",
        ),
        (Lang::En, "bastion-keys") => (
            "The bastion's key: a file or an agent",
            "Take over one bastion, then the other: with the key file all four servers are lost, with the agent none.",
        ),
        (Lang::Ko, "gwlb-inspection") => (
            "모든 트래픽을 방화벽으로: GWLB",
            "igw의 엣지 경로와 web-a, web-c의 경로를 지우면 검사 없이 지나가요. fw-a를 멈추면 그 플로는 사라진 채로 남아요.",
        ),
        (Lang::En, "gwlb-inspection") => (
            "All traffic by firewalls: a GWLB",
            "Take away the edge routes of igw and those of web-a and web-c: nothing is inspected. Crash fw-a: its flows stay lost.",
        ),
        (Lang::Ko, "nacl-return-ports") => (
            "네트워크 ACL: 응답이 돌아올 포트",
            "acl-a는 80번만 열어서 응답이 못 나가요. 아웃바운드 1024-65535를 더하면 a의 서버가 살아나요. 보안 그룹은 규칙 없이도 응답을 보내요.",
        ),
        (Lang::En, "nacl-return-ports") => (
            "Network ACLs: ports for the answers",
            "acl-a opens port 80 alone, so no answer gets out. Add outbound 1024-65535 and the servers in a come back. Security groups need no such rule.",
        ),
        (Lang::Ko, "nat-per-zone") => (
            "NAT 게이트웨이는 영역마다",
            "영역 a를 꺼 보세요. c의 새 서버가 패키지를 못 받아 시작하지 못해요. c에 NAT를 두고 app-c의 경로를 바꾸면 살아나요.",
        ),
        (Lang::En, "nat-per-zone") => (
            "A NAT gateway for each zone",
            "Take zone a down: new servers in c never get their packages. Put a NAT into c and name it in the routes of app-c.",
        ),
        (Lang::Ko, "cache-aside") => (
            "캐시가 사라지면",
            "캐시를 비우거나 노드를 잃어 보고, 데이터베이스 CPU가 얼마나 뛰는지 보세요.",
        ),
        (Lang::En, "cache-aside") => (
            "Lose the cache",
            "Flush the cache or lose its node, and watch the database's CPU jump.",
        ),
        (Lang::Ko, "api-gateway") => (
            "API Gateway: /users는 서버로, /posts는 함수로",
            "점심 러시를 보내 보세요. 함수는 스스로 늘고, /users는 라우트 제한을 넘는 만큼 429로 막아 서버를 지켜요. 제한을 0으로 두면 서버가 무너져요.",
        ),
        (Lang::En, "api-gateway") => (
            "API Gateway: /users to servers, /posts to a function",
            "Send the lunch rush: the function grows by itself, and 429 beyond the limit of /users keeps the servers well. Set the limit to 0 and they drown.",
        ),
        (Lang::Ko, "private-api") => (
            "API Gateway와 VPC 링크: 프라이빗 밸런서",
            "밸런서에는 퍼블릭 주소가 없어요. 게이트웨이를 밸런서에 바로 이으면 경로가 없어 모두 504가 되고, 링크를 거치면 200이에요.",
        ),
        (Lang::En, "private-api") => (
            "API Gateway and a VPC link: a private balancer",
            "The balancer has no public address. Wire the gateway straight to it and no route leads there, so all get 504; by way of the link they get 200.",
        ),
        (Lang::Ko, "three-front-doors") => (
            "리버스 프록시, 로드 밸런서, API Gateway",
            "같은 트래픽이 세 문으로 들어와요. 프록시를 멈추거나 영역 a를 꺼 보세요. 한 대인 프록시만 통째로 사라져요.",
        ),
        (Lang::En, "three-front-doors") => (
            "Reverse proxy, load balancer, API Gateway",
            "The same traffic at three front doors. Crash the proxy or lose zone a: only the one box takes everything with it.",
        ),
        (Lang::Ko, "one-box") => (
            "초기 단계 · 상자 하나가 프록시와 밸런서",
            "t3.micro의 nginx 하나가 ALB 대신 나눠요. 시간당 0.0104달러로 ALB의 절반도 안 되지만, 멈추면 서버 둘이 멀쩡해도 전부 끊겨요.",
        ),
        (Lang::En, "one-box") => (
            "Early stage · one box is proxy and balancer",
            "nginx on one t3.micro spreads in place of an ALB: 0.0104 USD an hour, less than half. Crash it, and all is down with two servers that are well.",
        ),
        (Lang::Ko, "csr-cdn") => (
            "정적 사이트 · Route 53 → CloudFront → S3",
            "새 버전을 올리고 무효화를 잊어 보세요. 엣지는 옛 파일을 계속 내려줘요.",
        ),
        (Lang::En, "csr-cdn") => (
            "Static site · Route 53 → CloudFront → S3",
            "Upload a new version and forget the invalidation: edges go on with the old files.",
        ),
        (Lang::Ko, "nearest-edge") => (
            "어느 엣지가 답할까 · 네 대륙의 사용자",
            "traveller의 위치를 옮겨 보세요. 그 도시의 엣지가 답하기 시작하고, 첫 방문자만 느려요. 가격 분류를 100으로 줄이면 서울이 오리건까지 가요.",
        ),
        (Lang::En, "nearest-edge") => (
            "Which edge answers · users on four continents",
            "Move the traveller: the edge of that city answers, and only first visitors wait. With price class 100 Seoul has to go to Oregon.",
        ),
        (Lang::Ko, "forgotten-invalidation") => (
            "잊은 무효화 · 스크립트에 넣은 무효화",
            "두 버킷에 새 버전을 배포해 보세요. forgets의 독자는 TTL 10분 동안 옛 페이지를 보고, scripted의 독자는 10초면 새 페이지를 봐요.",
        ),
        (Lang::En, "forgotten-invalidation") => (
            "Forgotten invalidation · scripted invalidation",
            "Deploy a new version to both buckets: readers of the one that forgets get old pages for the TTL of 10 minutes, the others for 10 seconds.",
        ),
        (Lang::Ko, "s3-or-cdn") => (
            "S3 직접 또는 CloudFront",
            "같은 사용자, 같은 파일이에요. 지연 시간과 비용을 비교하고 파일 크기를 바꿔 보세요.",
        ),
        (Lang::En, "s3-or-cdn") => (
            "S3 directly or by CloudFront",
            "The same users, the same files: compare latency and bill, then change the size of the files.",
        ),
        (Lang::Ko, "static-before-logic") => (
            "정적 파일은 엣지에서, 로직은 밸런서 뒤에서",
            "/assets는 S3, /api는 ALB로 가요. 기본 오리진을 ALB로 바꾸고 서버 CPU를 보세요.",
        ),
        (Lang::En, "static-before-logic") => (
            "Static files at the edge, logic behind the balancer",
            "/assets goes to S3, /api to the ALB. Make the ALB the default origin and watch the servers' CPU.",
        ),
        (Lang::Ko, "ssr-pages") => (
            "SSR · 서버가 그린 페이지",
            "Route 53 → ALB → 서버예요. 문서 하나에 읽을 내용이 다 와요. 러시를 보내고 CPU가 80 %를 넘을 때 페이지 완성 시간을 보세요.",
        ),
        (Lang::En, "ssr-pages") => (
            "SSR · pages that servers render",
            "Route 53 → ALB → servers: one document has all there is to read. Send the rush and watch the page as CPU passes 80 %.",
        ),
        (Lang::Ko, "csr-pages") => (
            "CSR · 브라우저가 그리는 페이지와 API",
            "파일은 엣지에서, 데이터는 ALB 뒤에서 와요. 브라우저를 눌러 문서, 파일, API를 기다린 시간과 재방문을 견주어 보세요.",
        ),
        (Lang::En, "csr-pages") => (
            "CSR · pages that browsers render, and their API",
            "Files come from the edge, data from behind the ALB. Select the browsers: what is waited for, at a first visit and the next.",
        ),
        (Lang::Ko, "relay-or-direct") => (
            "중계 코드와 인프라 · api.js를 걷어 내기",
            "위쪽 API 요청은 Express의 api.js를, 아래쪽은 ALB를 거쳐 Spring으로 가요. 요청을 하나씩 따라가 보고, api.js를 멈춰 보세요.",
        ),
        (Lang::En, "relay-or-direct") => (
            "A relay in code or infrastructure · without api.js",
            "Calls of one page pass Express's api.js, those of the other an ALB, on the way to Spring. Follow one of each, then crash api.js.",
        ),
        (Lang::Ko, "cors-and-cookies") => (
            "CORS와 쿠키 · 막는 것은 서버가 아니라 브라우저",
            "로그인이 모두 막혀요. 서버는 멀쩡해요. 응답 헤더의 오리진을 https://www.example.com으로 고치고 기록이 이르는 대로 하나씩 고쳐 보세요.",
        ),
        (Lang::En, "cors-and-cookies") => (
            "CORS and cookies · the browser blocks, not the server",
            "No sign-in gets through, and the server is well. Set the origin of the response headers to https://www.example.com, then what the log names next.",
        ),
        (Lang::Ko, "scheduled-lunch") => (
            "점심 전에 늘리는 예약 작업",
            "11:50에 4대로 늘리니 12:00의 1,000명도 기다리지 않아요. 예약 작업을 지우고 다시 실행해 견주어 보세요.",
        ),
        (Lang::En, "scheduled-lunch") => (
            "Scheduled actions before lunch",
            "At 11:50 the group goes to 4, so the 1,000 users of 12:00 do not wait. Remove the action, run again and compare.",
        ),
        (Lang::Ko, "static-flood") => (
            "정적 파일 폭주 · 서버 한 대와 나눈 구성",
            "5분 뒤 파일 요청이 쏟아져요. DB까지 한 대인 서버는 CPU 100 %로 API가 막히고, 나눈 쪽은 엣지가 받아서 DB CPU가 그대로예요.",
        ),
        (Lang::En, "static-flood") => (
            "A flood of static files · one server against separate roles",
            "After 5 minutes files are asked for in masses. The one server with the database on it is at 100 % CPU; on the other side the edge takes them and the database notices nothing.",
        ),
        (Lang::Ko, "flood-bill") => (
            "DDoS는 요금이 돼요 · 시간당 비용",
            "홍수가 커지는 동안 방문자의 이미지는 빠르지만 시간당 비용이 치솟아요. API는 스로틀링이 비용을 막는 대신 방문자도 429를 받아요. 한도를 올려 보세요.",
        ),
        (Lang::En, "flood-bill") => (
            "A flood becomes a bill · dollars an hour",
            "As the flood grows, visitors' images stay fast and the cost per hour soars. The API's throttling caps its bill, and gives visitors 429 too. Raise the limit and compare.",
        ),
        (Lang::Ko, "target-tracking") => (
            "대상 추적 · CPU 50 %",
            "단계 조정 보드와 나란히 놓고, 러시에 서버가 언제 몇 대가 되는지 보세요.",
        ),
        (Lang::En, "target-tracking") => (
            "Target tracking · CPU at 50 %",
            "Put it beside the board of step scaling and see when the rush has how many servers.",
        ),
        (Lang::Ko, "tracking-40") => (
            "대상 추적 · CPU 40 %",
            "러시에 2대의 CPU가 80 %가 되면 한 번에 4대를 주문하고, 그 뒤 40 % 언저리에 머물러요.",
        ),
        (Lang::En, "tracking-40") => (
            "Target tracking · CPU around 40 %",
            "The rush puts two servers at 80 %: four are ordered in one move, and the CPU stays around 40 %.",
        ),
        (Lang::Ko, "simple-70-30") => (
            "단순 조정 · 70 % 초과 +1, 30 % 이하 -1",
            "러시를 보내고 기록을 보세요. 한 대를 늘린 뒤 300초 휴지 기간에는 경보가 불러도 무시되고, 남은 시간이 적혀요.",
        ),
        (Lang::En, "simple-70-30") => (
            "Simple scaling · over 70 % +1, 30 % or less -1",
            "Send the rush and read the history: one server is added, then the cooldown of 300 s ignores every call, with the time that is left.",
        ),
        (Lang::Ko, "cpu-80") => (
            "CPU 80 % 이상이면 2대 → 3대 또는 4대",
            "러시 680명이면 CPU 85 %로 +1, 3대예요. 사용자 설정에서 러시를 1,000명으로 올리면 90 %를 넘어 +2, 4대가 돼요.",
        ),
        (Lang::En, "cpu-80") => (
            "CPU at 80 % or more: 2 servers → 3 or 4",
            "A rush of 680 users is 85 %: +1, three servers. Make it 1,000 in the settings of the users: over 90 %, +2, four servers.",
        ),
        (Lang::Ko, "plain-ami") => (
            "AMI에서 설치부터 · 120초",
            "새 서버가 받을 준비에 설치 120초가 더 걸려요. 미리 만든 AMI(10초)인 기본 보드와 나란히 러시를 보내 보세요.",
        ),
        (Lang::En, "plain-ami") => (
            "A plain AMI · 120 s of set-up",
            "A new server installs for 120 s before it can serve. Send the rush beside the default board, whose ready-made AMI takes 10 s.",
        ),
        (Lang::Ko, "basic-monitoring") => (
            "기본 모니터링 · 5분마다",
            "지표가 5분마다 와서 경보도 5분을 두 번 기다려요. 1분마다 오는 기본 보드와 나란히 러시를 보내 보세요.",
        ),
        (Lang::En, "basic-monitoring") => (
            "Basic monitoring · every 5 minutes",
            "Metrics come every five minutes, so alarms wait for two of those. Send the rush beside the default board, where they come every minute.",
        ),
        (Lang::Ko, "no-policy") => (
            "조정 정책이 없으면",
            "사용자가 15분 동안 100 → 1,000명으로 늘었다가 15분 뒤 줄어요. 그룹은 2대 그대로라 싸지만, 그동안 오류가 쏟아져요.",
        ),
        (Lang::En, "no-policy") => (
            "Without a scaling policy",
            "Users grow from 100 to 1,000 in 15 minutes, stay as long and leave. The group keeps two servers: cheap, and full of errors.",
        ),
        (Lang::Ko, "threshold-high") => (
            "임계값이 너무 높으면 · 95 %",
            "같은 증가에 CPU 95 %가 되어서야 늘려요. 새 서버를 기다리는 동안 나는 오류를 70 %인 기본 보드와 견주어 보세요.",
        ),
        (Lang::En, "threshold-high") => (
            "A threshold too high · 95 %",
            "The same growth, but servers are added at 95 % CPU: compare the errors until they come with the 70 % of the default board.",
        ),
        (Lang::Ko, "threshold-low") => (
            "임계값이 너무 낮으면 · 10 %",
            "CPU 10 %를 넘으면 늘리고 5 % 이하에서만 줄여요. 오류는 없지만, 한가할 때도 4대 값을 내요.",
        ),
        (Lang::En, "threshold-low") => (
            "A threshold too low · 10 %",
            "Servers come over 10 % CPU and go only at 5 %: no errors, and four are paid for in quiet hours too.",
        ),
        (Lang::Ko, "no-group") => (
            "Auto Scaling 그룹이 없으면",
            "서버 2대뿐이에요. 러시를 보내고 하나를 멈춰 보세요. 아무도 늘리거나 바꿔 주지 않아 손으로 고칠 때까지 그대로예요.",
        ),
        (Lang::En, "no-group") => (
            "Without an Auto Scaling group",
            "Two servers and no more. Send the rush and crash one: nobody adds or replaces any, until a hand repairs it.",
        ),
        (Lang::Ko, "one-large") => (
            "수직 확장 · 큰 서버 한 대",
            "8 vCPU 한 대예요. 러시는 바로 받지만 밤에도 같은 값을 내고, 꺼지면 전부 멈춰요.",
        ),
        (Lang::En, "one-large") => (
            "Scaled up · one large server",
            "8 vCPUs in one server: it takes the rush at once, costs as much all night, and takes everything down with it.",
        ),
        (Lang::Ko, "nlb-to-servers") => (
            "ALB 대신 NLB",
            "NLB는 연결을 나누고 요청은 보지 않아요. 서버마다 부하가 얼마나 다른지 보세요.",
        ),
        (Lang::En, "nlb-to-servers") => (
            "An NLB in place of the ALB",
            "The NLB spreads connections and sees no requests: watch how differently servers are loaded.",
        ),
        (Lang::Ko, "one-server") => (
            "그때 · 서버 한 대가 모두",
            "파일도 API도 한 서버가 답해요. 러시를 보내고 무엇이 먼저 멈추는지 보세요.",
        ),
        (Lang::En, "one-server") => (
            "Then · one server for everything",
            "Files and API come from one server. Send the rush and see what stops first.",
        ),
        (Lang::Ko, "single-server") => (
            "로드 밸런서가 없으면 · 서버 한 대",
            "서버를 멈춰 보세요. 한 대가 멈추면 전부 멈춰요. ALB와 서버 3대인 보드와 나란히 견주어 보세요.",
        ),
        (Lang::En, "single-server") => (
            "Without a load balancer · one server",
            "Crash it: one server down is everything down. Compare it with the board of an ALB and three servers.",
        ),
        (Lang::Ko, "empty") => ("빈 보드", "구성 요소를 하나씩 놓아 보세요."),
        (Lang::En, "empty") => ("Empty board", "Put one part after the other on it."),
        (Lang::Ko, "starter") => (
            "작은 시작 보드 · ALB + 서버 2대",
            "여기에 Auto Scaling 그룹이나 데이터베이스를 더해 보세요.",
        ),
        (Lang::En, "starter") => (
            "Small starter · ALB + 2 servers",
            "Add an Auto Scaling group or a database to it.",
        ),
        _ => return None,
    })
}
