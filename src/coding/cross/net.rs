//! A cross-encoder in ONNX, run on this machine.

use super::{Reader, Says};
use rten::{Dimension, Model, ModelOptions, NodeId, Value, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use tokenizers::{PaddingParams, PaddingStrategy, Tokenizer, TruncationParams};

/// Models that say nothing else read so many tokens.
const TOKENS: usize = 512;

/// What a model may want of two texts, by the names of its inputs.
#[derive(Debug, Clone, Copy)]
enum Wants {
    Ids,
    Mask,
    Types,
}

/// A model and what cuts texts into its tokens.
pub struct Net {
    model: Model,
    tokenizer: Tokenizer,
    inputs: Vec<(NodeId, Wants)>,
    output: NodeId,
    says: Says,
}

impl Net {
    /// Takes the contents of `model.onnx`, of `tokenizer.json` and, where there is one, of `config.json`.
    ///
    /// # Errors
    /// What is wrong with them: no model, one of something else than two texts, labels that say nothing.
    pub fn new(model: Vec<u8>, tokenizer: &[u8], config: Option<&[u8]>) -> Result<Self, String> {
        let model = ModelOptions::with_all_ops()
            .load(model)
            .map_err(|e| format!("the model cannot be read: {e}"))?;
        let mut tokenizer = Tokenizer::from_bytes(tokenizer)
            .map_err(|e| format!("tokenizer.json cannot be read: {e}"))?;
        let mut inputs = Vec::new();
        let mut fixed = None;
        for id in model.input_ids() {
            let node = model.node_info(*id);
            let name = node
                .as_ref()
                .and_then(rten::NodeInfo::name)
                .unwrap_or_default();
            let wants = match name {
                "input_ids" => Wants::Ids,
                "attention_mask" => Wants::Mask,
                "token_type_ids" => Wants::Types,
                other => {
                    return Err(format!(
                        "the model wants {other}, which is none of input_ids, attention_mask and token_type_ids"
                    ));
                }
            };
            if let Some(Dimension::Fixed(size)) =
                node.and_then(|n| n.shape()).and_then(|s| s.get(1).cloned())
            {
                fixed = Some(size);
            }
            inputs.push((*id, wants));
        }
        let Some(output) = model.output_ids().first().copied() else {
            return Err("the model gives nothing".to_owned());
        };
        bounded(&mut tokenizer, fixed)?;
        let mut net = Self {
            model,
            tokenizer,
            inputs,
            output,
            says: Says::Alike,
        };
        // A model tells how many numbers it gives only by giving them.
        let numbers = net.numbers("a", "b")?.len();
        net.says = Says::of(config, numbers)?;
        Ok(net)
    }

    /// What the model gives for two texts, the first before the second.
    fn numbers(&self, one: &str, other: &str) -> Result<Vec<f32>, String> {
        let text = self
            .tokenizer
            .encode((one, other), true)
            .map_err(|e| format!("the tokenizer fails: {e}"))?;
        let tensor = |wants: Wants| {
            let numbers = match wants {
                Wants::Ids => text.get_ids(),
                Wants::Mask => text.get_attention_mask(),
                Wants::Types => text.get_type_ids(),
            };
            let numbers: Vec<i32> = numbers.iter().map(|n| n.cast_signed()).collect();
            NdTensor::from_data([1, numbers.len()], numbers)
        };
        let given: Vec<(NodeId, ValueOrView<'_>)> = self
            .inputs
            .iter()
            .map(|(id, wants)| (*id, Value::from(tensor(*wants)).into()))
            .collect();
        let out = self
            .model
            .run(given, &[self.output], None)
            .map_err(|e| format!("the model fails: {e}"))?;
        let numbers: rten_tensor::Tensor<f32> = out
            .into_iter()
            .next()
            .and_then(|value| value.try_into().ok())
            .ok_or("the model gives no numbers")?;
        match numbers.shape() {
            [1, 1..=100] => Ok(numbers.to_vec()),
            shape => Err(format!(
                "the model gives {shape:?} for two texts: it is no classifier of pairs"
            )),
        }
    }
}

impl Reader for Net {
    fn contradict(&self, one: &str, other: &str) -> Result<f32, String> {
        let there = self.says.likely(&self.numbers(one, other)?);
        let back = self.says.likely(&self.numbers(other, one)?);
        Ok(there.midpoint(back))
    }
}

/// Has texts cut, and filled up where the model takes only so many tokens.
fn bounded(tokenizer: &mut Tokenizer, fixed: Option<usize>) -> Result<(), String> {
    let told = tokenizer.get_truncation().cloned();
    let most = told.as_ref().map_or(TOKENS, |t| t.max_length.min(TOKENS));
    let cut = TruncationParams {
        max_length: fixed.unwrap_or(most),
        ..told.unwrap_or_default()
    };
    tokenizer
        .with_truncation(Some(cut))
        .map_err(|e| format!("the tokenizer cannot cut texts: {e}"))?;
    let filled = fixed.map(|size| PaddingParams {
        strategy: PaddingStrategy::Fixed(size),
        ..tokenizer.get_padding().cloned().unwrap_or_default()
    });
    tokenizer.with_padding(filled);
    Ok(())
}
