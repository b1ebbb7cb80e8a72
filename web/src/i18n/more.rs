//! The labels of sharing, real traffic, single requests and the legend, in both languages side by
//! side: a label without a translation does not compile.

use super::Lang;
use super::format::whole;
use crate::vocabulary::StatusChecks;
use swell_core::observe::response::Stage;
use swell_core::rules::health::TargetState;
use swell_core::rules::lifecycle::Ec2State;
use swell_core::world::request::FailureCause;

macro_rules! words {
    ($($name:ident: $ko:literal, $en:literal;)*) => {
        /// One field for each label.
        #[derive(Debug)]
        pub struct More {
            $(pub $name: &'static str,)*
        }

        static KO: More = More { $($name: $ko,)* };
        static EN: More = More { $($name: $en,)* };
    };
}

words! {
    nothing_found: "맞는 구성 요소가 없어요.", "No component matches.";
    nothing_selected_help: "다이어그램에서 구성 요소를 누르면 설정과 지금 상태를 볼 수 있어요.", "Click a part of the diagram to see its settings and its state now.";
    nothing_selected: "선택한 구성 요소가 없어요", "Nothing selected";
    stopped_day: "최대 속도는 한 번에 하루씩 가요. 다음 하루를 보려면 재생을 누르세요.", "The fastest speed goes a day at a time. Press play for the next day.";
    stopped_trace: "기록한 트래픽이 끝났어요. 재생을 누르면 마지막 값으로 계속돼요.", "The recorded traffic has ended. Press play to go on from its last value.";
    stopped_over: "시작한 지 4년이 넘어 실행이 끝났어요.", "The run has come to its end, more than four years after its start.";
    futures: "두 미래", "The two futures";
    show_future: "이 미래 보기", "Show this future";
    score_failed: "실패한 요청", "Failed requests";
    score_page: "페이지 완성까지", "Whole page after";
    score_p95: "p95 지연 시간", "p95 latency";
    score_hours: "서버 · 인스턴스 시간", "Servers · instance-hours";
    score_deploy: "배포 · 모두 새 버전을 볼 때까지", "Deploy · until everybody has it";
    score_pipeline: "파이프라인 · 푸시부터 끝까지", "Pipeline · from push to done";
    score_added: "확장 · 늘어난 서버", "Scaling · servers added";
    score_balanced: "분산 · 밸런서가 나눈 요청", "Balancing · requests to spread";
    score_patched: "보안 · 패치할 서버", "Security · servers to patch";
    score_metrics: "모니터링 · 게시된 지표", "Monitoring · metrics published";
    score_repair: "장애 · 복구까지", "Failure · until repaired";
    score_over: "목표 초과 시간", "Time over target";
    same_seed: "같은 시드", "same seed";
    compare: "비교", "Compare";
    two_boards: "두 보드", "The two boards";
    two_boards_beside: "두 보드 나란히 보기", "Two boards side by side";
    beside_note: "같은 시드와 같은 사용자로 두 보드를 나란히 실행해요. 러시도 두 보드에 함께 와요.", "Runs two boards in step, with the same seed and the same crowd. A rush comes to both.";
    beside_slow: "이 기기에서는 두 보드가 함께 느려져요.", "as fast as this device can run both";
    beside_which: "어떤 보드를 견줄지", "Which boards";
    beside_start: "나란히 실행", "Run side by side";
    beside_end: "비교 끝내기", "End the comparison";
    beside_try: "노트의 비교", "Comparisons of the notes";
    beside_this: "지금 보드", "This board";
    beside_copy: "지금 보드의 사본", "A copy of this board";
    beside_before: "앞서 연 보드", "The board that was open before";
    beside_none: "앞서 연 보드가 없어요. 먼저 다른 보드나 파일을 여세요.", "No board was open before. Open another board or a file first.";
    beside_a: "보드 A", "Board A";
    beside_b: "보드 B", "Board B";
    beside_show: "보드에서 보기", "Show on the board";
    beside_shown: "보드에 보이는 중", "Shown on the board";
    score_hits: "캐싱 · 적중률", "Caching · hits";
    needs_owner: "{kind}: 먼저 놓을 곳이 있어야 해요 → {owners}", "{kind} belongs to one of these, and the board has none free: {owners}";
    no_room_for: "{kind}: 이 보드에는 더 놓을 곳이 없어요", "{kind}: there is no place for it on this board";
    front_doors: "프록시, 밸런서, 게이트웨이 중 무엇?", "Proxy, balancer or gateway?";
    target: "대상", "Target";
    anomalous: "다른 대상보다 자주 실패", "fails more often than its peers";
    anomalous_short: "유독 실패", "fails often";
    target_weight: "가중치 {n} %", "weight {n} %";
    cookies: "쿠키 (먼저 끝나는 것)", "Cookies (next one ends)";
    connections_busy: "쓰는 중인 연결", "Connections in use";
    connections_node: "노드", "Node";
    connections_clients: "클라이언트 연결", "Client connections";
    connections_unused: "쉬는 연결", "Idle";
    connections_uncounted: "{n}개 · 대상 그룹에서 대상의 연결 유지 시간을 정하면 노드별로 모두 세어요", "{n} · set Target keep-alive in a target group to have all of them counted by node";
    connections_new: "새 연결(최근 1분)", "New connections (last minute)";
    connections_new_rates: "요청 {r}/초에 클라이언트 {c}/초, 대상 {t}/초", "{c}/s by clients, {t}/s to targets, for {r} requests/s";
    connections_kept: "쉬는 연결을 닫는 때", "An idle one is closed after";
    connections_balancer_first: "밸런서 {b}, 대상 {t}: 밸런서가 먼저 닫아요", "{b} by the balancer, {t} by the target: the balancer closes first";
    connections_target_first: "밸런서 {b}, 대상 {t}: 대상이 먼저 닫아서, 그 순간에 보낸 요청이 502가 돼요", "{b} by the balancer, {t} by the target: the target closes first, and what is sent at that moment gets 502";
    connections_stale: "닫힌 연결에 보낸 요청(502)", "Sent over a closed connection (502)";
    cookies_none: "없음", "none";
    logged_out: "로그인이 풀린 사용자", "Logged out";
    logged_out_why: "쿠키 만료 {e}, 서버를 잃음 {l}", "cookie expired {e}, server lost {l}";
    requests_taken: "받은 요청", "Requests taken";
    listens_on: "받는 포트", "Listens on port";
    own_cost: "자체 비용", "Costs by itself";
    servers_cost: "서버 비용", "Its servers cost";
    template_versions: "시작 템플릿 버전", "Version of the launch template";
    sizes: "최소 · 희망 · 최대", "Minimum · desired · maximum";
    perspectives: "관점", "Perspectives";
    view_architecture: "구조", "Architecture";
    view_journey: "사용자 여정", "User journey";
    view_flow: "데이터 흐름", "Data flow";
    layers: "리전 {r} · VPC {v} · 가용 영역 {z} · 서브넷 {s}(퍼블릭 {p}) · 보안 그룹 {g}", "Regions {r} · VPCs {v} · Availability Zones {z} · subnets {s} ({p} public) · security groups {g}";
    journey_previous: "이전 걸음", "Previous step";
    journey_next: "다음 걸음", "Next step";
    journey_other: "다른 요청", "Another request";
    journey_details: "자세히", "Details";
    journey_there: "가는 길", "on the way there";
    journey_back: "오는 길", "on the way back";
    journey_none: "요청이 하나 끝나면 그 요청을 따라가요.", "Once a request has ended, it is followed here.";
    journey_sends: "사용자가 주소를 열어요.", "The user opens the address.";
    journey_asks: "이름의 주소를 물어 밸런서의 공인 IP를 받아요. 요청은 여기를 지나지 않아요.", "The name is asked for, and the answer is a public IP address. The request does not pass here.";
    journey_knows: "이름의 주소를 아직 기억하고 있어서 다시 묻지 않아요.", "The address of the name is still known: nobody is asked.";
    journey_picks: "받은 요청을 정상 대상 하나에 넘겨요", "Takes the request and hands it to one healthy target";
    journey_works: "요청을 받아 일해요.", "Takes the request and works on it.";
    journey_answers: "일을 마치고 답을 돌려보내요", "Is done and sends its answer back";
    journey_ends: "사용자에게 답이 왔어요. 안에서 무슨 일이 있었는지는 보이지 않아요", "The user has the answer, and has seen nothing of the way";
    feel_ok: "바로 열려요", "It opens at once";
    feel_slow: "느려요", "It feels slow";
    feel_error: "오류가 보여요", "An error is shown";
    stream_requests: "요청", "Requests";
    stream_probes: "상태 확인", "Health checks";
    stream_metrics: "지표", "Metrics";
    stream_log: "로그", "Logs";
    stream_requests_help: "사용자에서 데이터까지 갔다가 돌아와요. 지금 초당", "From users to the data and back. Now, a second:";
    stream_probes_help: "밸런서가 대상마다 주기적으로 물어봐요. ✓는 통과, ✕는 실패예요.", "Balancers ask each target again and again. ✓ has passed, ✕ has failed.";
    stream_metrics_help: "서버와 밸런서가 CloudWatch로 보내고, 경보가 읽어요. 경보", "Servers and balancers publish to CloudWatch, and alarms read. Alarms:";
    stream_log_help: "요청마다 한 줄을 써서 모았다가 보내요. 상태 확인은 기록하지 않아요.", "A line for every request, gathered and sent on. Health checks are not logged.";
    users_feel: "사용자가 느끼는 것", "What users feel";
    score_soon: "둘이 같은 시각에 다다르는 중이에요.", "Both are on their way to the same instant.";
    end_fork: "지금 보이는 쪽만 남기기", "Keep only the one that is shown";
    resize_timeline: "타임라인 높이 조절", "Resize the timeline";
    past: "과거를 보는 중 (읽기 전용)", "Looking at the past (read-only)";
    keys_off: "한 글자 단축키 끄기", "Switch one-character keys off";
    keys_on: "한 글자 단축키 켜기", "Switch one-character keys on";
    share_note: "링크에는 다이어그램 전체가 압축되어 들어 있어요. 암호화한 것이 아니니 누구나 읽을 수 있어요.", "The link contains the whole diagram, compressed but readable by anyone who has it.";
    share_link: "링크", "Link";
    share_link_help: "누르면 이 보드가 열려요.", "Opens this board.";
    share_iframe: "iframe 코드", "iframe code";
    share_iframe_help: "블로그나 강의 페이지의 HTML에 붙여 넣으세요.", "Paste it into the HTML of a blog or a course.";
    share_element: "사용자 지정 요소", "Custom element";
    share_element_help: "글자와 그림이 먼저 보이고, 가까이 스크롤하거나 누르면 보드가 열려요. 글의 밝기 테마를 따라가고, 글과 메시지를 주고받아요.", "Shows its text and picture first and opens the board when it comes near or is clicked. Follows the page's colour scheme and exchanges messages with it.";
    share_picture: "그림 링크", "Picture link";
    share_picture_help: "프레임을 넣을 수 없는 곳(README, 메일)에 붙여 넣으세요. Markdown이에요.", "For places that allow no frames, such as a README. It is Markdown.";
    share_run: "실행 지문", "Fingerprint of the run";
    share_run_help: "엔진 버전, 시뮬레이션 시각, 지문이에요. 같은 보드·시드·조작이면 어느 브라우저에서나 같아요.", "Engine version, simulated time, fingerprint. The same board, seed and actions give the same in every browser.";
    share_bare: "임베드용 URL", "Embed URL";
    share_bare_help: "Notion처럼 URL만 받는 곳에 붙여 넣으세요.", "For places that make embeds from URLs, such as Notion.";
    gallery_search: "이름, 구성 요소, 볼거리로 보드 찾기", "Find a board by name, part or lesson";
    commands_none: "찾는 명령이 없어요. 다른 낱말로 찾아보세요.", "No such command. Try another word.";
    kept_boards: "이 브라우저에 남은 보드", "Kept in this browser";
    gallery_none: "찾는 보드가 없어요. 다른 낱말로 찾아보세요.", "No such board. Try another word.";
    world: "세계의 사용자와 응답하는 곳", "Viewers of the world and who answers them";
    world_edge: "엣지", "edge";
    world_nobody: "응답할 곳이 없음", "nobody answers";
    log_none: "이 보드에서는 아무것도 기록하지 않아요. AWS에서도 액세스 로그는 켜기 전에는 꺼져 있어요.", "Nothing on this board writes a log. On AWS, too, access logs are off until they are switched on.";
    log_add: "추가", "Add";
    log_undrawn: "그리지 않은 S3 버킷", "an S3 bucket that is not drawn";
    log_application: "밸런서의 로그는 5분 뒤 S3에, 애플리케이션 로그는 5초 안에 로그 그룹에 있어요. CloudWatch 에이전트가 있어야 서버 밖으로 나와요.", "The log of a balancer lies in S3 after five minutes, that of an application in its log group within five seconds. It leaves the servers by the CloudWatch agent alone.";
    rule_default: "그 밖의 요청", "all others";
    glossary: "용어집", "Glossary";
    glossary_search: "약어나 용어 찾기", "Find an abbreviation or a term";
    glossary_none: "찾는 용어가 없어요. 다른 낱말로 찾아보세요.", "No such term. Try another word.";
    clock_metric: "가장 새 데이터 포인트의 기간이 끝난 시각", "When the period of the newest datapoint ended";
    clock_alarm: "경보가 다음에 볼 시각", "When the alarm looks next";
    clock_policy: "정책이 마지막으로 판단한 시각", "When a policy decided last";
    clock_group: "용량이 마지막으로 바뀐 시각", "When the capacity changed last";
    analogy: "비유로 보기", "As an analogy";
    analogy_patient: "환자 = EC2", "Patient = EC2";
    analogy_reading: "체온계", "Thermometer";
    analogy_alarm: "버저 = 경보", "Buzzer = alarm";
    analogy_policy: "처방전 = 정책", "Prescription = policy";
    analogy_group: "의사 = 그룹", "Doctor = group";
    coverage_note: "다섯 학습 노트의 118개 항목이 어디에서 보이는지 알려 줘요. 아직 없는 것은 없다고 적었어요.", "Where each of the 118 items of the five study notes is seen. What is missing says so.";
    coverage_seen: "보임", "seen";
    coverage_partly: "일부 보임", "partly seen";
    coverage_missing: "아직 없음", "not yet";
    copy: "복사", "Copy";
    copied: "복사했어요", "Copied";
    copy_by_hand: "여기서는 복사할 수 없어요. 선택된 글을 직접 복사하세요.", "This page may not copy. The text is selected: copy it yourself.";
    length_good: "길이", "Length";
    length_chars: "자", "characters";
    length_long: "2,000자가 넘어서 메신저나 메일에서 잘릴 수 있어요.", "Over 2,000 characters: some messengers and mail programs will cut it.";
    length_file: "8,000자가 넘어요. 링크 대신 파일로 저장해서 보내세요.", "Over 8,000 characters: save a file and send that instead.";
    save_file: "파일로 저장", "Save as a file";
    open_file: "파일 열기", "Open a file";
    traffic: "실제 트래픽", "Real traffic";
    load_csv: "트래픽 파일 불러오기", "Load a traffic file";
    drop_hint: "파일을 페이지에 끌어다 놓아도 돼요.", "Or drop the file anywhere on the page.";
    rows: "행", "rows";
    span: "길이", "span";
    peak: "최고", "peak";
    mean: "평균", "mean";
    starts_at: "시작 시각", "starts at";
    to_constant: "일정한 부하로 되돌리기", "Back to constant load";
    traffic_is_off: "불러온 트래픽이 있지만 지금은 쓰지 않아요.", "Traffic is loaded but not in use now.";
    use_traffic: "불러온 트래픽 쓰기", "Use the loaded traffic";
    traffic_idle: "이 기록은 보드에 견주어 아주 작아서 거의 아무 일도 일어나지 않아요.", "This recording is very small for the board: hardly anything will happen.";
    traffic_drowns: "이 기록은 보드가 가장 커졌을 때보다도 훨씬 커서 거절되는 요청만 보여요.", "This recording is far beyond the board even at its largest: only refusals will show.";
    multiply_traffic: "트래픽 배율", "Multiply the traffic by";
    notices: "오픈 소스 고지", "Third-party notices";
    read_as_counts: "구간마다의 요청 수로 읽기", "Read as requests in each interval";
    read_as_rates: "초당 요청 수로 읽기", "Read as requests per second";
    add_all: "모두 더하기", "Add all";
    accepted: "읽을 수 있는 파일", "What a file may look like";
    accepted_1: "timestamp,count — 시각과 그 구간의 요청 수예요. 간격으로 나눠 초당 요청으로 바꿔요.", "timestamp,count — a time and the requests of its interval; divided by the interval.";
    accepted_2: "timestamp,rps 또는 seconds,rps — 시각(또는 초)과 초당 요청이에요.", "timestamp,rps or seconds,rps — a time (or seconds) and requests per second.";
    accepted_3: "시각: 2014-04-10 00:04:00, 2014-04-10T00:04:00Z, 유닉스 초나 밀리초예요.", "Times: 2014-04-10 00:04:00, 2014-04-10T00:04:00Z, Unix seconds or milliseconds.";
    accepted_5: "요청마다 한 줄: JMeter, k6, hey, ab, Gatling 결과, ALB·nginx·CloudFront 로그예요. 줄을 세어요.", "One line per request: results of JMeter, k6, hey, ab, Gatling, logs of ALB, nginx, CloudFront; the lines are counted.";
    accepted_6: "CloudWatch, Grafana, Locust의 CSV, CloudWatch·Prometheus·Datadog·Artillery의 JSON도 읽어요.", "CSV of CloudWatch, Grafana, Locust; JSON of CloudWatch, Prometheus, Datadog, Artillery.";
    accepted_4: "구분자: 쉼표, 세미콜론, 탭. 머리글, 빈 줄, # 주석은 있어도 돼요.", "Separators: comma, semicolon, tab. Headers, blank lines and # comments are fine.";
    sparkline: "불러온 트래픽의 모양", "Shape of the loaded traffic";
    file_problems: "파일을 읽지 못했어요", "The file could not be read";
    file_problems_help: "보드는 그대로예요. 아래를 고치고 다시 불러오세요.", "The board is as it was. Fix these and load it again.";
    request_trace: "요청 추적", "Trace of a request";
    request: "요청", "Request";
    trace_frozen: "시간을 멈췄어요. 재생하면 이어서 흘러요.", "Time stands still. Press play to go on.";
    newest_requests: "최근 요청", "Newest requests";
    newest_empty: "아직 따라간 요청이 없어요. 재생하면 여기에 쌓여요.", "No request was followed yet. Press play.";
    sent: "보냄", "Sent";
    arrived: "도착", "Arrived";
    from_cache: "리졸버 캐시의 응답 (Route 53에 묻지 않음)",
        "Answer from the resolver's cache: Route 53 was not asked";
    name_asked: "이름 조회: Route 53의 응답", "Name resolved: Route 53 answered";
    ttl_left: "남은 TTL", "TTL left";
    healthy_records: "정상 레코드", "healthy records";
    dropped: "버려짐(응답 없음)", "Dropped, with no answer";
    no_route: "경로 없음: 인터넷에서 이 서브넷으로 가는 길이 없어요", "No route: nothing leads there from the internet";
    no_rule_in: "대상의 보안 그룹에 허용하는 인바운드 규칙이 없음", "No inbound rule of the target's security groups lets it in";
    no_rule_out: "보내는 쪽의 보안 그룹에 허용하는 아웃바운드 규칙이 없음", "No outbound rule of the sender's security groups lets it out";
    acl_request: "네트워크 ACL이 요청을 거부", "The network ACL denies the request";
    acl_answer: "네트워크 ACL이 응답을 거부", "The network ACL denies the answer";
    rule: "규칙", "rule";
    private_addresses: "프라이빗 IPv4 주소", "Private IPv4 addresses";
    free_addresses: "남은 IPv4 주소(AWS가 5개를 예약)", "Available IPv4 addresses (AWS reserves 5)";
    who_connects: "연결할 수 있는 곳", "Who may connect";
    who_connects_help: "행에서 열로 연결해요. 테두리가 있는 칸에는 다이어그램에도 연결선이 있어요.", "From a row to a column. Where a cell has a frame, the diagram has a line too.";
    lets_in: "이 규칙이 허용:", "Let in by";
    nothing_filters: "거르는 보안 그룹이 없음", "No security group filters it";
    open_cell: "열림", "open";
    no_route_short: "경로 없음", "no route";
    no_rule_in_short: "인바운드 규칙 없음", "no inbound rule";
    no_rule_out_short: "아웃바운드 규칙 없음", "no outbound rule";
    add_record: "줄 추가", "Add a row";
    remove_record: "줄 삭제", "Remove row";
    waited: "기다린 시간", "Waited";
    worked: "처리한 시간", "Worked";
    chose: "선택한 대상", "Chose";
    eligible: "보낼 수 있는 대상", "targets that could take it";
    outstanding: "그 대상이 처리 중이던 요청", "requests it was working on";
    answered: "응답", "Answered";
    received: "클라이언트가 받음", "Received by the client";
    gave_up: "기다리다 포기함", "Gave up waiting";
    on_the_way: "아직 끝나지 않았어요", "Still on its way";
    made_by: "오류를 만든 곳", "Error made by";
    no_status: "상태 코드 없음(연결 오류)", "no status (connection error)";
    headers: "로드 밸런서 앞뒤의 연결과 헤더", "Connections and headers, before and after the balancer";
    reasons: "왜 로드 밸런서인가: 여덟 가지 이유", "Why a load balancer: eight reasons";
    header: "헤더", "Header";
    headers_unread: "이 로드 밸런서는 요청을 열어 보지 않아 헤더를 바꾸지 않아요.", "This balancer does not read requests: headers pass as they are.";
    connection_front: "앞 연결", "Front connection";
    connection_back: "뒤 연결", "Back connection";
    connection_kept: "열어 두고 다시 씀", "kept open and used again";
    connection_once: "요청 하나에 한 번", "once, for one request";
    hop_locked: "암호화 (TLS)", "encrypted (TLS)";
    hop_open: "평문 (TLS 없음)", "plain (no TLS)";
    log_lines: "액세스 로그: 따라간 요청의 줄", "Access log: lines of followed requests";
    log_note: "세기는 모든 요청을 세지만, 줄은 점으로 따라간 요청만 써요. 노드가 5분마다 S3에 올린 뒤에야 Athena에서 보여요.", "Counts are of all requests, lines of those that are followed as dots. Athena sees them once the nodes have put them into S3, every five minutes.";
    log_delivered: "S3에 있음", "in S3";
    log_waiting: "아직 보내기 전", "waiting for the next delivery";
    query_targets: "대상별 요청 수", "Requests per target";
    query_rules: "규칙별 5xx", "5xx by rule";
    query_paths: "느린 경로", "Slowest paths";
    query_none: "맞는 줄이 아직 없어요.", "There is no such line yet.";
    app_lines: "애플리케이션 로그: 따라간 요청의 줄", "Application log: lines of followed requests";
    app_note: "세기는 모든 줄을 세지만, 글은 점으로 따라간 요청만 써요. 에이전트가 5초마다 보내서 Logs Insights에는 거의 바로 보여요.", "Counts are of all lines, texts of those requests that are followed as dots. The agent sends them every five seconds: Logs Insights sees them almost at once.";
    app_delivered: "로그 그룹에 있음", "in the log group";
    query_errors: "경로별 오류", "Errors by path";
    query_streams: "서버(스트림)별 줄", "Lines by server (stream)";
    migration: "이전: 고칠 주소 셋", "Moving: three addresses to edit";
    migration_domain: "도메인: 사이트 이름의 선을 이 서버 대신 CloudFront로", "Domain: the site's name leads to CloudFront, no longer to this server";
    migration_api: "API 주소: 브라우저의 API를 새 ALB의 이름으로", "API address: the browser asks the name of the new ALB";
    migration_database: "DB 주소: 새 WAS의 선을 이 서버의 DB 대신 RDS로", "DB address: the new WAS leads to RDS, no longer to this server's DB";
    migration_note: "컨테이너는 처음부터 서로 다른 주소로 부르고 있었어요. 그래서 이 셋만 고치면 옮겨져요.", "Containers called each other as if on machines of their own: these three are all there is to edit.";
    gauge_cpu: "CPU (EC2)", "CPU (EC2)";
    gauge_network: "네트워크 수신 (EC2)", "Network in (EC2)";
    gauge_memory: "메모리 (에이전트)", "Memory (agent)";
    gauge_unknown: "IAM 역할이 있는 에이전트만 알려요", "only an agent with an IAM role tells";
    gauge_waits: "아직 데이터 포인트가 없어요", "no datapoint yet";
    gauge_ago: "전", "ago";
    header_before: "받기 전", "before";
    header_after: "보낸 뒤", "after";
    header_none: "없음", "none";
    header_peer: "서버가 패킷에서 보는 주소:", "The address that the server sees in its packets:";
    header_note: "ALB는 클라이언트의 연결을 끝내고 대상과는 자기 연결을 열어 두고 써요. 그래서 클라이언트 주소는 X-Forwarded-For에만 남아요. 주소는 시험용 범위(198.18.0.0/15)예요.", "An ALB ends the client's connection and keeps its own to targets, so that the client's address is left in X-Forwarded-For alone. Addresses of clients are of the range for tests, 198.18.0.0/15.";
    new_name: "새 이름", "New name";
    resize: "크기 조절(방향키)", "Resize (arrow keys)";
    links: "연결", "Links";
    link: "연결", "Link";
    link_help: "요청이 이 방향으로 흘러요. 지우면 그다음 요청부터 이 길로 가지 않아요.", "Requests run in this direction. Without it, the next request no longer takes this way.";
    zone_help: "안에 있는 모든 것이 함께 멈추고 함께 살아나요.", "Everything inside goes down and comes back together.";
    no_capacity: "새 서버를 시작할 용량 부족", "No capacity for launches";
    stop_metrics: "지표 게시 중단", "Stop its metrics";
    subnets: "서브넷", "Subnets";
    stands_in: "놓인 곳", "Stands in";
    guessed: "예상", "Your guess";
    really: "실제", "Really";
    status_checks: "EC2 상태 검사", "Status checks (EC2)";
    draft_stopped: "지난번에 플레이그라운드가 멈췄어요. 만들던 보드는 그대로 있어요.", "The playground stopped last time. Your board is still here.";
    draft_never_opened: "지난번에 보드를 여는 중에 페이지가 끝나서, 이번에는 바로 열지 않았어요.", "The page ended while your board was being opened, so it is not opened by itself this time.";
    back_to_board: "내 보드로 돌아가기", "Back to your board";
    draft_unreadable: "저장해 둔 보드를 읽을 수 없어요. 이 브라우저에 그대로 남겨 뒀어요.", "Your kept board cannot be read. It stays in this browser as it is.";
    board_put_aside: "보던 보드는 실행 취소로 돌아와요.", "Undo brings your board back.";
    first_server_took: "첫 새 서버가 트래픽을 받기까지", "First new server took traffic";
}

impl Lang {
    pub fn more(self) -> &'static More {
        match self {
            Self::Ko => &KO,
            Self::En => &EN,
        }
    }

    /// What the time between a rush and its first new server went to.
    pub fn stage(self, stage: Stage) -> String {
        let (ko, en) = match stage {
            Stage::Period => ("기준을 넘은 첫 주기", "first breaching period"),
            Stage::Datapoints(count) => {
                return match self {
                    Self::Ko => format!("데이터 포인트 {count}개까지"),
                    Self::En => format!("up to {count} datapoints"),
                };
            }
            Stage::Delay => ("지표 지연", "metric delay"),
            Stage::Decision => ("결정까지", "until the decision"),
            Stage::Launch => ("시작까지", "until the launch"),
            Stage::Boot => ("부팅", "boot"),
            Stage::FirstCheck => ("설치와 첫 상태 확인", "install and first check"),
        };
        match self {
            Self::Ko => ko.to_owned(),
            Self::En => en.to_owned(),
        }
    }

    /// EC2's state of a machine.
    pub fn ec2(self, state: Ec2State) -> &'static str {
        let (ko, en) = match state {
            Ec2State::Pending => ("준비 중 (pending)", "pending"),
            Ec2State::Running => ("실행 중 (running)", "running"),
            Ec2State::Stopping => ("중지하는 중 (stopping)", "stopping"),
            Ec2State::Stopped => ("중지됨 (stopped)", "stopped"),
            Ec2State::ShuttingDown => ("종료하는 중 (shutting-down)", "shutting-down"),
            Ec2State::Terminated => ("종료됨 (terminated)", "terminated"),
        };
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }

    /// EC2's two status checks of a running machine.
    pub fn status_checks(self, checks: StatusChecks) -> String {
        let failed = match (checks.is_system_ok, checks.is_instance_ok) {
            (true, true) => {
                return match self {
                    Self::Ko => "2/2개 검사 통과".to_owned(),
                    Self::En => "2/2 checks passed".to_owned(),
                };
            }
            (true, false) => "instance",
            (false, true) => "system",
            (false, false) => "system, instance",
        };
        let passed = u32::from(checks.is_system_ok) + u32::from(checks.is_instance_ok);
        match self {
            Self::Ko => format!("{passed}/2개 검사 통과, 실패: {failed}"),
            Self::En => format!("{passed}/2 checks passed, failed: {failed}"),
        }
    }

    /// A target group's opinion of a target.
    pub fn target(self, state: TargetState) -> &'static str {
        let (ko, en) = match state {
            TargetState::Initial => ("확인 중 (initial)", "initial"),
            TargetState::Healthy => ("정상", "healthy"),
            TargetState::Unhealthy => ("비정상", "unhealthy"),
            TargetState::UnhealthyDraining => ("비정상 드레이닝", "unhealthy.draining"),
            TargetState::Draining => ("드레이닝", "draining"),
            TargetState::Unused => ("사용 안 함 (unused)", "unused"),
            TargetState::Unavailable => ("확인 꺼짐 (unavailable)", "unavailable"),
        };
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }

    /// What a list has beside those that it shows.
    pub fn and_more(self, count: usize) -> String {
        let count = whole(count as i64);
        match self {
            Self::Ko => format!("그 밖에 {count}개"),
            Self::En => format!("and {count} more"),
        }
    }

    /// Why a request failed, in one line.
    pub fn failure(self, cause: FailureCause) -> &'static str {
        let (ko, en) = match cause {
            FailureCause::None => ("", ""),
            FailureCause::NoAddress => ("이름에 응답할 주소가 없어요", "the name has no address"),
            FailureCause::NodeUnreachable => (
                "로드 밸런서 노드에 닿지 못했어요(가용 영역 중단)",
                "no balancer node took the connection: its zone is down",
            ),
            FailureCause::NoTarget => ("요청을 받을 대상이 없어요", "no target takes requests"),
            FailureCause::NoTargetInZone => (
                "이 가용 영역에 대상이 없어요(교차 영역 꺼짐)",
                "no target in this zone, and cross-zone balancing is off",
            ),
            FailureCause::QueueFull => {
                ("서버의 대기열이 가득 찼어요", "the server's queue is full")
            }
            FailureCause::PortClosed => (
                "포트가 닫혀 있어요(부팅 중이거나 멈춤)",
                "nothing listens on the port: booting or crashed",
            ),
            FailureCause::CertificateMismatch => (
                "요청한 서버 이름에 맞는 인증서가 없어요",
                "no certificate is one for the server that was asked for",
            ),
            FailureCause::FixedResponse => (
                "리스너 규칙의 고정 응답이에요",
                "a rule of the listener answers so",
            ),
            FailureCause::ConnectTimeout => {
                ("10초 안에 연결하지 못했어요", "no connection within 10 s")
            }
            FailureCause::IdleTimeout => (
                "제한 시간 안에 응답이 없었어요",
                "no answer within the time-out",
            ),
            FailureCause::ConnectionCut => ("처리 중에 연결이 끊겼어요", "the connection was cut"),
            FailureCause::DatabaseRefused => (
                "데이터베이스 연결을 얻지 못했어요",
                "no database connection was free",
            ),
            FailureCause::DatabaseUnreachable => (
                "데이터베이스에 닿지 못했어요",
                "the database could not be reached",
            ),
            FailureCause::ApplicationError => (
                "애플리케이션이 오류로 응답했어요",
                "the application answered with an error",
            ),
            FailureCause::NotWired => (
                "다음으로 보낼 연결이 없어요",
                "there is no wire to pass it on",
            ),
            FailureCause::Loop => ("연결이 돌고 돌아요", "the wires run in a circle"),
            FailureCause::TooManyInFlight => (
                "시뮬레이션이 한 번에 다룰 수 있는 요청 수를 넘었어요",
                "more requests at a time than the simulation holds",
            ),
            FailureCause::AccessDenied => ("접근 권한이 없어요", "access is denied"),
            FailureCause::NotFound => ("그런 객체가 없어요", "there is no such object"),
            FailureCause::Throttled => (
                "초당 요청 수가 한도를 넘었어요",
                "more requests a second than are taken",
            ),
            FailureCause::Unavailable => ("서비스가 중단됐어요", "the service is down"),
            FailureCause::Refused => (
                "로드 밸런서가 받지 않는 요청이에요",
                "the balancer takes no such request",
            ),
        };
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }
}
