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

/// The text without the command line that is often copied along in front of its output.
pub fn without_prompt(text: &str) -> &str {
    let is_json = |line: &str| line.starts_with(['{', '[']);
    let mut rest = text.trim_start();
    while !rest.is_empty() && !is_json(rest) {
        let line = rest.lines().next().unwrap_or_default();
        let typed = line.trim_start_matches(['$', '>', '%', '#', ' ']);
        // A command goes on behind a backslash.
        let is_command = typed.starts_with("aws ") || line.trim_start().starts_with("--");
        if !is_command {
            return text;
        }
        rest = rest.get(line.len()..).unwrap_or_default().trim_start();
    }
    rest
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
    fn a_command_line_in_front_is_left_out() {
        let output = "$ aws autoscaling describe-policies \\\n    --auto-scaling-group-name a\n{}";
        assert_eq!(without_prompt(output), "{}");
        assert_eq!(without_prompt("hello\n{}"), "hello\n{}");
        assert_eq!(without_prompt(" {}"), "{}");
    }
}
