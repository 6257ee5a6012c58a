//! The flow of an item as its pages draw it.

use crate::features::corpus::rules::flowchart::{self, Box, Exit};

/// A box: a step has no exits.
#[derive(Debug, Clone)]
pub(super) struct FlowBox {
    pub text: String,
    pub exits: Vec<Exit>,
}

pub(super) fn boxes(text: &str) -> Vec<FlowBox> {
    flowchart::read(text)
        .into_iter()
        .map(|found| match found {
            Box::Step(text) => FlowBox { text, exits: Vec::new() },
            Box::Question { text, mut exits } => {
                // The way on first: the arrow to the next box begins under it.
                exits.sort_by_key(|exit| exit.ends);
                FlowBox { text, exits }
            }
        })
        .collect()
}
