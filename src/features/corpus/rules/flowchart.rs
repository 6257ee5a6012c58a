//! The flow of an item as boxes, read from text: a line a step, `? ` opens a question, `-> ` are its exits.
#![expect(clippy::non_ascii_literal, reason = "the colon, the comma and the words of an exit are the rule")]

/// A box of the flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Box {
    /// Something that is done.
    Step(String),
    /// A question with its exits.
    Question {
        /// The question.
        text: String,
        /// Its exits.
        exits: Vec<Exit>,
    },
}

/// An exit of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// The answer that leads here.
    pub answer: String,
    /// What is done then; empty when it simply goes on.
    pub text: String,
    /// Whether the flow ends here.
    pub ends: bool,
}

/// Reads a flow. An exit outside a question stands as a step, so that nothing written is lost.
#[must_use]
pub fn read(text: &str) -> Vec<Box> {
    let mut boxes: Vec<Box> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(question) = line.strip_prefix("? ") {
            boxes.push(Box::Question { text: question.trim().to_owned(), exits: Vec::new() });
        } else if let Some(written) = line.strip_prefix("-> ") {
            match boxes.last_mut() {
                Some(Box::Question { exits, .. }) => exits.push(exit(written)),
                _ => boxes.push(Box::Step(written.to_owned())),
            }
        } else {
            boxes.push(Box::Step(line.to_owned()));
        }
    }
    boxes
}

fn exit(written: &str) -> Exit {
    let (answer, then) = written.split_once('：').unwrap_or((written, ""));
    let then = then.trim();
    let (text, ends) = match then.strip_suffix("结束") {
        Some(before) => (before.trim_end_matches(['，', '。', '；']), true),
        None => (if then == "继续" { "" } else { then }, false),
    };
    Exit { answer: answer.trim().to_owned(), text: text.to_owned(), ends }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_questions_and_exits_are_read() {
        let flow = read(
            "问清来意\n? 账户已经封存\n-> 否：告知可以自行申请，结束\n-> 是：继续\n录入\n-> 孤立的出口：继续",
        );
        let exit = |answer: &str, text: &str, ends| Exit { answer: answer.into(), text: text.into(), ends };
        assert_eq!(flow[0], Box::Step("问清来意".into()));
        assert_eq!(
            flow[1],
            Box::Question {
                text: "账户已经封存".into(),
                exits: vec![exit("否", "告知可以自行申请", true), exit("是", "", false)],
            }
        );
        assert_eq!(flow.len(), 4, "an exit after a step is kept as a step");
        assert_eq!(
            read("? 问\n-> 否：结束"),
            [Box::Question { text: "问".into(), exits: vec![exit("否", "", true)] }]
        );
    }
}
