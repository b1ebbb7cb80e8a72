//! What a text is, by what stands in it: the one place that tells a board from AWS JSON, traffic
//! and what is not read yet. Files that are picked or dropped and texts that are pasted all go
//! through here.

use serde_json::{Map, Value};
use swell_core::scenario::traffic::{is_log, is_metrics_json};

/// Characters at the beginning of a text that show what it is, where it is no JSON.
const HEAD_BYTES: usize = 16 * 1_024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A saved board.
    Board,
    /// What the AWS CLI prints or takes; whether it is read is for the importer to say.
    AwsJson,
    /// Metrics over time, of CloudWatch and others: traffic.
    MetricJson,
    /// Rows and columns, or lines of a log: traffic.
    Table,
    /// Recognised and not read yet.
    Foreign(Foreign),
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    Terraform,
    CloudFormation,
    Yaml,
    Html,
    Xml,
}

/// What the text is; the file's name decides only where the text does not.
pub fn classify(name: &str, text: &str) -> Content {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
    let ending = ending.to_ascii_lowercase();
    if text.contains('\0') {
        return Content::Unknown;
    }
    match (text.chars().next(), ending.as_str()) {
        (Some('{' | '['), _) => json(text),
        (Some('<'), _) => Content::Foreign(markup(text)),
        (_, "tf" | "tfvars" | "hcl") => Content::Foreign(Foreign::Terraform),
        (_, "json") => Content::Board,
        (_, "csv" | "tsv" | "jtl" | "log") => Content::Table,
        _ => plain(text, &ending),
    }
}

/// The text with empty lines for what a terminal or a page shows around output: commands, prompts and
/// fences. What is left stands on the line where it stood.
pub fn output_alone(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut depth, mut goes_on) = (0_usize, false);
    for line in text.split_inclusive('\n') {
        let is_typed = depth == 0 && (goes_on || is_typed(line.trim()));
        // A command goes on behind a backslash, or what other shells have for it.
        goes_on = is_typed && line.trim_end().ends_with(['\\', '^', '`']) && !is_fence(line);
        if is_typed {
            kept.extend(line.ends_with('\n').then_some('\n'));
        } else {
            depth = depth_after(line, depth);
            kept.push_str(line);
        }
    }
    kept
}

fn is_typed(line: &str) -> bool {
    let is_command = line.starts_with("aws ") || line.contains(" aws ") || line.contains(">aws ");
    let is_prompt = line.ends_with(['$', '#', '%', '>', '❯']) && !line.contains(',');
    !begins_json(line) && (is_fence(line) || is_command || is_prompt)
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

/// `[` alone begins prompts too: `[ec2-user@ip-10-0-0-1 ~]$`.
fn begins_json(line: &str) -> bool {
    let list = line.strip_prefix('[').map(str::trim_start);
    line.starts_with('{')
        || list.is_some_and(|l| l.is_empty() || l.starts_with(['{', '[', '"', ']']))
}

/// How many brackets are open after the line. No text goes beyond the end of its line.
fn depth_after(line: &str, before: usize) -> usize {
    let (mut depth, mut in_text, mut is_escaped) = (before, false, false);
    for c in line.chars() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if in_text => is_escaped = true,
            '"' => in_text = !in_text,
            '{' | '[' if !in_text => depth += 1,
            '}' | ']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth
}

fn json(text: &str) -> Content {
    if is_metrics_json(text) {
        return Content::MetricJson;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => of_value(&value),
        // Broken or cut off: whoever reads such a thing says where.
        _ => {
            let head = head(text);
            let has = |words: &[&str]| words.iter().any(|word| head.contains(word));
            if has(&["\"AWSTemplateFormatVersion\"", "\"AWS::"]) {
                Content::Foreign(Foreign::CloudFormation)
            } else if has(&["\"format\"", "\"parts\""]) {
                Content::Board
            } else {
                Content::AwsJson
            }
        }
    }
}

fn of_value(value: &Value) -> Content {
    let object = match value {
        Value::Object(object) => object,
        Value::Array(items) => {
            let first = items.first().and_then(Value::as_object);
            return match first {
                Some(item) if is_datapoint(item) => Content::MetricJson,
                Some(item) if is_template(item) => Content::Foreign(Foreign::CloudFormation),
                _ => Content::AwsJson,
            };
        }
        _ => return Content::AwsJson,
    };
    let has = |name: &str| object.contains_key(name);
    let has_list = |name: &str| object.get(name).is_some_and(Value::is_array);
    if is_template(object) {
        Content::Foreign(Foreign::CloudFormation)
    } else if has("terraform_version")
        || ["resource", "provider", "terraform", "variable"]
            .iter()
            .any(|name| object.get(*name).is_some_and(Value::is_object))
    {
        Content::Foreign(Foreign::Terraform)
    } else if has("format") || has_list("parts") || has_list("zones") {
        Content::Board
    } else if has_list("Datapoints") || has_list("MetricDataResults") || is_datapoint(object) {
        Content::MetricJson
    } else {
        Content::AwsJson
    }
}

fn is_datapoint(object: &Map<String, Value>) -> bool {
    let values = ["Sum", "Average", "SampleCount", "Maximum", "Minimum"];
    object.contains_key("Timestamp") && values.iter().any(|name| object.contains_key(*name))
        || object.contains_key("Timestamps") && object.contains_key("Values")
}

/// A CloudFormation template, a piece of one, or one resource.
fn is_template(object: &Map<String, Value>) -> bool {
    let is_resource = |value: &Value| {
        let kind = value.get("Type").and_then(Value::as_str);
        kind.is_some_and(|kind| kind.contains("::"))
    };
    let holds = |object: &Map<String, Value>| object.values().any(is_resource);
    let resources = object.get("Resources").and_then(Value::as_object);
    let own = object.get("Type").and_then(Value::as_str);
    object.contains_key("AWSTemplateFormatVersion")
        || resources.is_some_and(holds)
        || holds(object)
        || own.is_some_and(|kind| kind.starts_with("AWS::"))
}

fn markup(text: &str) -> Foreign {
    let head = head(text).to_ascii_lowercase();
    match head.contains("<html") || head.contains("<!doctype html") || head.contains("<body") {
        true => Foreign::Html,
        false => Foreign::Xml,
    }
}

fn plain(text: &str, ending: &str) -> Content {
    let lines = || head(text).lines().filter(|line| !line.trim().is_empty());
    if lines().any(is_block_of_terraform) {
        return Content::Foreign(Foreign::Terraform);
    }
    let is_template = |line: &str| {
        let line = line.trim_start();
        line.starts_with("AWSTemplateFormatVersion:")
            || line.strip_prefix("Type:").is_some_and(|kind| {
                let kind = kind.trim().trim_matches(['"', '\'']);
                kind.starts_with("AWS::")
            })
    };
    if lines().any(is_template) {
        return Content::Foreign(Foreign::CloudFormation);
    }
    let mut lines = lines().filter(|line| !line.starts_with('#'));
    let first = lines.next().unwrap_or_default();
    if matches!(ending, "yaml" | "yml") || is_line_of_yaml(first) {
        return Content::Foreign(Foreign::Yaml);
    }
    let is_text = matches!(ending, "" | "txt" | "dat");
    match is_text && (first.contains([',', ';', '\t']) || is_log(head(text))) {
        true => Content::Table,
        false => Content::Unknown,
    }
}

/// `resource "aws_autoscaling_policy" "out" {`
fn is_block_of_terraform(line: &str) -> bool {
    let words = [
        "resource",
        "data",
        "module",
        "provider",
        "variable",
        "locals",
        "output",
        "terraform",
    ];
    let mut parts = line.split_whitespace();
    let is_word = parts.next().is_some_and(|word| words.contains(&word));
    is_word && line.trim_end().ends_with('{') && parts.all(|p| p == "{" || p.starts_with('"'))
}

/// `---`, `Key:`, `Key: value` or `- value`, and no row of a table.
fn is_line_of_yaml(line: &str) -> bool {
    if line.trim_end() == "---" || line.starts_with("- ") {
        return true;
    }
    let Some((key, value)) = line.split_once(':') else {
        return false;
    };
    let is_key = |c: char| c.is_alphanumeric() || "_-.\"'".contains(c);
    let is_value = value.is_empty() || value.starts_with(' ');
    !key.is_empty() && key.chars().all(is_key) && is_value && !value.contains([',', ';', '\t'])
}

fn head(text: &str) -> &str {
    let end = text.floor_char_boundary(HEAD_BYTES);
    text.get(..end).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(name: &str, text: &str, expected: Content) {
        assert_eq!(classify(name, text), expected, "{name}: {text}");
    }

    #[test]
    fn a_text_is_known_by_what_stands_in_it_whatever_its_name() {
        for name in ["", "board.JSON", "x.txt", "x.csv", "notes.tf"] {
            is(
                name,
                "\u{feff} {\"format\": 1, \"parts\": []}",
                Content::Board,
            );
            is(name, "{\"ScalingPolicies\": []}", Content::AwsJson);
            is(
                name,
                "{\"MetricAlarms\": []}\n{\"ScalingPolicies\": []}",
                Content::AwsJson,
            );
            is(
                name,
                "{\"Label\": \"m\", \"Datapoints\": []}",
                Content::MetricJson,
            );
            is(name, "{\"MetricDataResults\": []}", Content::MetricJson);
            is(
                name,
                "<!DOCTYPE html><title>x</title>",
                Content::Foreign(Foreign::Html),
            );
            is(
                name,
                "<?xml version=\"1.0\"?><testResults/>",
                Content::Foreign(Foreign::Xml),
            );
            is(
                name,
                "{\"Type\": \"AWS::AutoScaling::ScalingPolicy\", \"Properties\": {}}",
                Content::Foreign(Foreign::CloudFormation),
            );
            is(
                name,
                "{\"resource\": {\"aws_autoscaling_policy\": {}}}",
                Content::Foreign(Foreign::Terraform),
            );
        }
    }

    #[test]
    fn what_is_no_json_is_known_by_its_lines_and_its_name() {
        is(
            "",
            "resource \"aws_lb\" \"a\" {\n}\n",
            Content::Foreign(Foreign::Terraform),
        );
        is(
            "x.tf",
            "# nothing yet",
            Content::Foreign(Foreign::Terraform),
        );
        let template = "Resources:\n  A:\n    Type: AWS::AutoScaling::ScalingPolicy\n";
        is(
            "stack.yaml",
            template,
            Content::Foreign(Foreign::CloudFormation),
        );
        is(
            "",
            "ScalingPolicies:\n- PolicyName: a\n",
            Content::Foreign(Foreign::Yaml),
        );
        is("deploy.yml", "a, b", Content::Foreign(Foreign::Yaml));
        is("traffic.csv", "0,10\n7,100", Content::Table);
        is("results.jtl", "timeStamp,elapsed", Content::Table);
        is("statistics.txt", "0,10\n7,100", Content::Table);
        is("", "Time: UTC, 5 min\n1,2", Content::Table);
        let line = "::1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 612\n";
        is("access.log", line, Content::Table);
        is("", line, Content::Table);
        is("photo.png", "a,b", Content::Unknown);
        is("notes.txt", "hello", Content::Unknown);
        is("", "PK\u{3}\0\0,", Content::Unknown);
    }

    #[test]
    fn what_a_terminal_or_a_page_shows_around_output_is_left_out() {
        let alone = |text: &str| output_alone(text).split_whitespace().collect::<String>();
        let command = "aws autoscaling describe-policies \\\n    --auto-scaling-group-name a";
        for prompt in [
            "",
            "$ ",
            "[ec2-user@ip-10-0-0-1 ~]$ ",
            "lab  main ? ❯ ",
            "PS C:\\>",
        ] {
            let session =
                format!("{prompt}{command}\n{{\"a\":\n[1]}}\n{prompt}{command}\n{{}}\n{prompt}");
            assert_eq!(alone(&session), "{\"a\":[1]}{}", "{session}");
        }
        assert_eq!(alone("```json\n{}\n```"), "{}");
        assert_eq!(alone("[\n{\"a\": \"an aws b\"}\n]"), "[{\"a\":\"anawsb\"}]");
        assert_eq!(output_alone("hello\n{}"), "hello\n{}");
        // Errors name the line where they stand.
        assert_eq!(output_alone("$ aws a \\\n --b\n{\n}"), "\n\n{\n}");
    }
}
