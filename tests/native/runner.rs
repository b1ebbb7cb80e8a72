//! The headless runner as a stranger types it: every command line ends in a report, or in words and the exit status
//! that the help names. It never panics.

use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

const BOARD: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../core/scenarios/default.json"
);

/// The runner itself, built once: a test starts it many times.
fn runner() -> Command {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    let file = FILE.get_or_init(|| {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let what = ["build", "-q", "-p", "swell-core", "--example", "run"];
        let built = Command::new(cargo).args(what).status();
        assert!(built.is_ok_and(|status| status.success()), "it builds");
        // Beside this test: target/debug/deps/runner-… and target/debug/examples/run.
        let here = std::env::current_exe().expect("this test");
        let profile = here.ancestors().nth(2).expect("a folder of the profile");
        profile
            .join("examples/run")
            .with_extension(std::env::consts::EXE_EXTENSION)
    });
    Command::new(file)
}

fn run<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Output {
    runner().args(args).output().expect("can be started")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The report of a short run of the default board with further arguments.
fn report<S: AsRef<OsStr>>(args: &[S]) -> Value {
    let first = [BOARD, "--until", "120"].map(OsString::from);
    let output = run(first
        .iter()
        .map(OsString::as_os_str)
        .chain(args.iter().map(AsRef::as_ref)));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// A file of this test alone, gone when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: impl AsRef<OsStr>, bytes: &[u8]) -> Self {
        let mut file = OsString::from(format!("swell-{}-", std::process::id()));
        file.push(name);
        let path = std::env::temp_dir().join(file);
        std::fs::write(&path, bytes).expect("can be written");
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn bad_input_is_answered_with_status_2() {
    let bad = [
        ("--fault 60:14.99:hang", "no such instance"),
        ("--fault 60:14.3:terminate", "no such instance"),
        ("--fault 60:12:hang", "does not happen to part 12"),
        ("--fault 60:10:metrics_off", "does not happen to part 10"),
        ("--fault NaN:14:hang", "not a number of seconds"),
        ("--fault -5:14:hang", "not a number of seconds"),
        ("--fault 1e300:14:hang", "not a number of seconds"),
        ("--fault 200:14:hang", "after the end"),
        ("--fault 60:14.x:hang", "not an instance's number"),
        ("--fault 60:14.4294967296:hang", "not an instance's number"),
        ("--fault 60:14:sing", "not one of terminate"),
        ("--until NaN", "not a number of seconds"),
        ("--until -1", "not a number of seconds"),
        ("--until inf", "not a number of seconds"),
        ("--until 1e300", "not a number of seconds"),
        ("--seed -1", "not a whole number"),
        ("--seed 1.5", "not a whole number"),
        ("--set 14.MaxSize=NaN", "must be a number"),
        ("--set 14.MaxSize=-1", "must be 0 to"),
        ("--set 14.MaxSize=1e999", "must be a number"),
        ("--set 99.MaxSize=1", "no part 99"),
        ("--set 14.MaxSize", "not PART.FIELD=VALUE"),
        ("--traffic nowhere.csv", "No such file"),
        ("--sed 1", "no such option"),
        ("--seed", "no value"),
        ("second.json", "one file only"),
    ];
    for (options, words) in bad {
        let first = [BOARD, "--until", "120"];
        let output = run(first.into_iter().chain(options.split(' ')));
        assert_eq!(
            output.status.code(),
            Some(2),
            "{options}: {}",
            said(&output)
        );
        assert!(
            said(&output).contains(words),
            "{options}: {}",
            said(&output)
        );
        assert!(output.stdout.is_empty(), "{options}");
    }
    assert_eq!(run([""; 0]).status.code(), Some(2), "no file at all");
}

#[test]
fn help_is_an_answer() {
    for args in [
        ["--help", ""],
        ["-h", ""],
        [BOARD, "--help"],
        ["nowhere.json", "-h"],
    ] {
        let output = run(args.iter().filter(|arg| !arg.is_empty()));
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.starts_with("usage: run FILE.json"), "{text}");
    }
}

#[test]
fn a_number_is_text_where_text_is_wanted() {
    let plain = report(&["--set", "13.Matcher=200"]);
    let other = report(&["--set", "13.Matcher=404"]);
    let quoted = report(&["--set", "13.Matcher=\"404\""]);
    assert_eq!(other["fingerprint"], quoted["fingerprint"]);
    // No answer of the servers is a 404: every check fails.
    assert_ne!(other["fingerprint"], plain["fingerprint"]);
}

#[test]
fn an_instance_may_be_named_before_it_exists() {
    let surge = Scratch::new("surge.csv", b"seconds,rps\n0,10\n7,100\n607,10\n");
    let file = surge.0.to_string_lossy().into_owned();
    let late = "400:14.3:terminate";
    let output = run([BOARD, "--until", "420", "--traffic", &file, "--fault", late]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let early = "100:14.3:terminate";
    let output = run([
        BOARD,
        "--until",
        "420",
        "--traffic",
        &file,
        "--fault",
        early,
    ]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains(early), "{}", said(&output));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_file() {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(std::fs::read(BOARD).expect("the default board"));
    let file = Scratch::new("bom.json", &bytes);
    let output = run([file.0.as_os_str(), OsStr::new("--until"), OsStr::new("60")]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let file = Scratch::new("latin.json", b"{\"title\": \"caf\xe9\"}");
    let output = run([file.0.as_os_str()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("not UTF-8 from byte 14"),
        "{}",
        said(&output)
    );
}

#[cfg(unix)]
#[test]
fn arguments_need_not_be_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let odd = OsStr::from_bytes(b"caf\xe9.json");
    let board = std::fs::read(BOARD).expect("the default board");
    let file = Scratch::new(odd, &board);
    let until = [OsStr::new("--until"), OsStr::new("60")];
    let output = run([file.0.as_os_str(), until[0], until[1]]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for bad in [[odd, until[0]], [OsStr::new("--seed"), odd], [odd, odd]] {
        let output = run([OsStr::new(BOARD), bad[0], bad[1]]);
        assert_eq!(output.status.code(), Some(2), "{bad:?}: {}", said(&output));
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_failure_and_a_full_disk_is() {
    for args in [vec![BOARD, "--until", "60"], vec!["--help"]] {
        let mut child = runner()
            .args(&args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("can be started");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ends");
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&output));
        assert_eq!(said(&output), "");
    }
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else {
        return;
    };
    let output = runner()
        .args([BOARD, "--until", "60"])
        .stdout(full.try_clone().expect("another handle"))
        .output()
        .expect("can be started");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("cannot write the report"),
        "{}",
        said(&output)
    );
    let output = runner()
        .arg("nowhere.json")
        .stderr(full)
        .output()
        .expect("can be started");
    assert_eq!(output.status.code(), Some(2));
}
