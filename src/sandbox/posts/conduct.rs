//! What a company does about one post that asks it something: plain data.

use crate::sandbox::conduct::Content;

/// What a company does about one post.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PostConduct {
    /// What it says before, or instead of, anything of substance.
    pub notice: Option<Notice>,
    /// The answer.
    pub answer: Option<PostAnswer>,
    /// What comes in place of an answer.
    pub instead: Option<Instead>,
    /// Seconds until another customer chimes in.
    pub bystander: Option<i64>,
    /// The company speaks through its second account, if it has one.
    pub second: bool,
}

/// A reply that says no more than that somebody, or something, saw the post.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Notice {
    /// Sent by a machine, so many seconds after the post.
    Automatic(i64),
    /// A person who asks for patience. Drawn with a smaller rank than the answer, it comes before it.
    Holding(PostTiming),
}

/// What comes in place of an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Instead {
    /// What.
    pub kind: InsteadKind,
    /// When.
    pub timing: PostTiming,
}

/// What may come in place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InsteadKind {
    /// "Please send us a direct message."
    Redirect,
    /// A question for details.
    Details,
    /// A part of the answer with the promise of the rest, which never comes.
    Part,
}

/// An answer and the way it is given.
#[derive(Debug, Clone, PartialEq)]
pub struct PostAnswer {
    /// When.
    pub timing: PostTiming,
    /// What it says.
    pub content: Content,
    /// In which form.
    pub form: PostForm,
    /// A picture with its description stands in it.
    pub picture: bool,
    /// A link stands in it.
    pub link: bool,
    /// An emoji stands in it.
    pub emoji: bool,
    /// Seconds until a slip in it is mended.
    pub edited: Option<i64>,
    /// Seconds until it is deleted.
    pub deleted: Option<i64>,
}

/// When something is posted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PostTiming {
    /// Within the wave and the company's hours, at a rank (0..1) of its usual times.
    Within {
        /// The rank.
        rank: f64,
        /// Of how many answers of the sector the ranks are, so that their mean comes out; 0 for any number.
        of: u32,
    },
    /// After exactly so many seconds.
    After(i64),
    /// So many seconds past the cut-off.
    Late(i64),
}

/// The forms of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PostForm {
    /// One reply.
    Single,
    /// Several posts at once, each a reply to the one before.
    Thread,
    /// One reply, and an addition to it some minutes later.
    Followed,
    /// A part with the promise of the rest, and then the rest.
    InParts,
    /// A post of its own that quotes ours.
    Quote,
    /// A post of its own that mentions us. Drawn only where the company is asked one question on the network:
    /// where there are several, nobody could say which one it answers.
    Mention,
    /// A direct message to us.
    Direct,
}
