//! Conditions and expectations: `price of 28 > 0.2`, `max share of 28 < 3 * share of 28 at day 1 and issuance < 7_000_000`.
//!
//! ```text
//! formula    = and ( "or" and )*
//! and        = not ( "and" not )*
//! not        = "not" not | comparison
//! comparison = sum ( ( "<" | "<=" | ">" | ">=" | "=" | "!=" ) sum )?
//! sum        = product ( ( "+" | "-" ) product )*
//! product    = sign ( ( "*" | "/" ) sign )*
//! sign       = "-" sign | number | number "%" | "$" parameter | "(" formula ")" | quantity
//! quantity   = ( "max" | "min" | "mean" )? name ( "of" target )? ( "at" time )? ( "under" rule )?
//! time       = "start" | "end" | "day" number | "block" number
//! target     = netuid | name | 'name'
//! ```

use super::{
    document::Parameters,
    faults::unknown,
    quantity::{Quantity, Subject},
};
use crate::chain::BLOCKS_PER_DAY;

/// A moment of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Time {
    /// Before the first block.
    Start,
    /// After the last block.
    End,
    /// After this block.
    Block(u32),
}

/// The choice of one value of a quantity that changes over time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fold {
    /// Now, when the formula is evaluated.
    Now,
    /// At a time. Before that time, as now.
    At(Time),
    /// The largest of all samples so far.
    Max,
    /// The least of all samples so far.
    Min,
    /// The mean of all samples so far.
    Mean,
}

/// A quantity as a formula names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// The quantity.
    pub quantity: Quantity,
    /// Its subject.
    pub subject: Subject,
    /// The choice among its values.
    pub fold: Fold,
    /// The rule of the paired run that it is taken from, instead of the run's own.
    pub under: Option<String>,
    /// Position in the formula, in bytes.
    pub at: usize,
}

/// A formula over quantities.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// The text.
    pub text: String,
    /// The quantities, in the order of the text.
    pub atoms: Vec<Atom>,
    root: Term,
}

#[derive(Clone, Debug, PartialEq)]
enum Term {
    Number(f64),
    Atom(usize),
    Negative(Box<Term>),
    Not(Box<Term>),
    Pair(Operator, Box<(Term, Term)>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Or,
    And,
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Unequal,
    Plus,
    Minus,
    Times,
    Over,
}

/// A fault of a formula: the position in bytes, and what is wrong.
pub type FormulaFault = (usize, String);

impl Formula {
    /// Parses a condition.
    pub fn condition(text: &str, parameters: &Parameters) -> Result<Self, FormulaFault> {
        let (formula, is_condition) = Parser::new(text, parameters)?.parse()?;
        if is_condition {
            Ok(formula)
        } else {
            Err((0, format!("{text:?} is a number, not a condition: compare it with another, as in price of 1 > 0.2")))
        }
    }

    /// Returns `true` if the condition holds. `values` has the values of [`Formula::atoms`].
    pub fn holds(&self, values: &[f64]) -> bool {
        self.value(values) != 0.0
    }

    /// Returns the two sides of a comparison at the top of the formula, for messages.
    pub fn sides(&self, values: &[f64]) -> Option<(f64, f64)> {
        match &self.root {
            Term::Pair(operator, sides) if operator.compares() => Some((sides.0.value(values), sides.1.value(values))),
            _ => None,
        }
    }

    fn value(&self, values: &[f64]) -> f64 {
        self.root.value(values)
    }
}

impl Operator {
    fn compares(self) -> bool {
        matches!(self, Self::Less | Self::AtMost | Self::More | Self::AtLeast | Self::Equal | Self::Unequal)
    }
}

impl Term {
    fn value(&self, values: &[f64]) -> f64 {
        let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
        match self {
            Self::Number(number) => *number,
            Self::Atom(index) => values.get(*index).copied().unwrap_or(f64::NAN),
            Self::Negative(term) => -term.value(values),
            Self::Not(term) => flag(term.value(values) == 0.0),
            Self::Pair(operator, sides) => {
                let (one, other) = (sides.0.value(values), sides.1.value(values));
                match operator {
                    Operator::Or => flag(one != 0.0 || other != 0.0),
                    Operator::And => flag(one != 0.0 && other != 0.0),
                    Operator::Less => flag(one < other),
                    Operator::AtMost => flag(one <= other),
                    Operator::More => flag(one > other),
                    Operator::AtLeast => flag(one >= other),
                    Operator::Equal => flag(one == other),
                    Operator::Unequal => flag(one != other),
                    Operator::Plus => one + other,
                    Operator::Minus => one - other,
                    Operator::Times => one * other,
                    Operator::Over => one / other,
                }
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Word(String),
    Quoted(String),
    Parameter(String),
    Sign(&'static str),
}

const SIGNS: [&str; 13] = ["<=", ">=", "!=", "==", "<", ">", "=", "+", "-", "*", "/", "(", ")"];

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, FormulaFault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length_of = |is_part: fn(char) -> bool| rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let (token, length) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first.is_ascii_digit() || first == '.' {
            number(rest).ok_or((at, format!("{rest} does not begin with a number")))?
        } else if first.is_alphabetic() {
            let length = length_of(|letter| letter.is_alphanumeric() || letter == '_');
            (Token::Word(rest[..length].to_owned()), length)
        } else if first == '$' {
            let name =
                rest[1..].find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len() - 1);
            (Token::Parameter(rest[1..=name].to_owned()), name + 1)
        } else if first == '\'' || first == '"' {
            let end = rest[1..].find(first).ok_or((at, "this quote is not closed".to_owned()))?;
            (Token::Quoted(rest[1..=end].to_owned()), end + 2)
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Token::Sign(sign), sign.len())
        } else {
            return Err((at, format!("{first} has no meaning in a formula")));
        };
        tokens.push((at, token));
        at += length;
    }
    Ok(tokens)
}

/// Reads a number, with `_` between digits and `%` after them.
fn number(text: &str) -> Option<(Token, usize)> {
    let digits =
        text.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != '_').unwrap_or(text.len());
    let number: f64 = text[..digits].replace('_', "").parse().ok()?;
    match text[digits..].strip_prefix('%') {
        Some(_) => Some((Token::Number(number / 100.0), digits + 1)),
        None => Some((Token::Number(number), digits)),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(usize, Token)>,
    next: usize,
    parameters: &'a Parameters,
    atoms: Vec<Atom>,
}

/// A term, and `true` if it is a condition.
type Typed = (Term, bool);

impl<'a> Parser<'a> {
    fn new(text: &'a str, parameters: &'a Parameters) -> Result<Self, FormulaFault> {
        Ok(Self { text, tokens: tokens(text)?, next: 0, parameters, atoms: Vec::new() })
    }

    fn parse(mut self) -> Result<(Formula, bool), FormulaFault> {
        let (root, is_condition) = self.or()?;
        if let Some((at, _)) = self.tokens.get(self.next) {
            return Err((*at, format!("{:?} is left over", &self.text[*at..])));
        }
        Ok((Formula { text: self.text.to_owned(), atoms: self.atoms, root }, is_condition))
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.text.len(), |(at, _)| *at)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.next), Some((_, Token::Word(next))) if next == word);
        self.next += usize::from(found);
        found
    }

    fn take_sign(&mut self, signs: &[(&str, Operator)]) -> Option<Operator> {
        let Some((_, Token::Sign(next))) = self.tokens.get(self.next) else { return None };
        let (_, operator) = signs.iter().find(|(sign, _)| sign == next)?;
        self.next += 1;
        Some(*operator)
    }

    fn pair(operator: Operator, one: Term, other: Term) -> Term {
        Term::Pair(operator, Box::new((one, other)))
    }

    /// Fails unless a term is a condition, or unless it is a number.
    fn expect(at: usize, (term, is_condition): Typed, condition: bool) -> Result<Term, FormulaFault> {
        match (is_condition, condition) {
            (true, false) => Err((at, "a number is needed here, not a condition".into())),
            (false, true) => Err((at, "a condition is needed here, not a number".into())),
            _ => Ok(term),
        }
    }

    fn or(&mut self) -> Result<Typed, FormulaFault> {
        self.joined("or", Operator::Or, |parser| parser.joined("and", Operator::And, Self::not))
    }

    fn joined(
        &mut self,
        word: &str,
        operator: Operator,
        part: impl Fn(&mut Self) -> Result<Typed, FormulaFault>,
    ) -> Result<Typed, FormulaFault> {
        let at = self.at();
        let mut left = part(self)?;
        while self.take_word(word) {
            let one = Self::expect(at, left, true)?;
            let at = self.at();
            let other = part(self)?;
            left = (Self::pair(operator, one, Self::expect(at, other, true)?), true);
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Typed, FormulaFault> {
        if !self.take_word("not") {
            return self.comparison();
        }
        let at = self.at();
        let term = self.not()?;
        Ok((Term::Not(Box::new(Self::expect(at, term, true)?)), true))
    }

    fn comparison(&mut self) -> Result<Typed, FormulaFault> {
        const SIGNS: [(&str, Operator); 7] = [
            ("<=", Operator::AtMost),
            (">=", Operator::AtLeast),
            ("!=", Operator::Unequal),
            ("==", Operator::Equal),
            ("<", Operator::Less),
            (">", Operator::More),
            ("=", Operator::Equal),
        ];
        let at = self.at();
        let left = self.sum()?;
        let Some(operator) = self.take_sign(&SIGNS) else { return Ok(left) };
        let one = Self::expect(at, left, false)?;
        let at = self.at();
        let other = self.sum()?;
        Ok((Self::pair(operator, one, Self::expect(at, other, false)?), true))
    }

    fn sum(&mut self) -> Result<Typed, FormulaFault> {
        self.chain(&[("+", Operator::Plus), ("-", Operator::Minus)], Self::product)
    }

    fn product(&mut self) -> Result<Typed, FormulaFault> {
        self.chain(&[("*", Operator::Times), ("/", Operator::Over)], Self::sign)
    }

    fn chain(
        &mut self,
        signs: &[(&str, Operator)],
        part: impl Fn(&mut Self) -> Result<Typed, FormulaFault>,
    ) -> Result<Typed, FormulaFault> {
        let at = self.at();
        let mut left = part(self)?;
        while let Some(operator) = self.take_sign(signs) {
            let one = Self::expect(at, left, false)?;
            let at = self.at();
            let other = part(self)?;
            left = (Self::pair(operator, one, Self::expect(at, other, false)?), false);
        }
        Ok(left)
    }

    fn sign(&mut self) -> Result<Typed, FormulaFault> {
        let Some((at, token)) = self.tokens.get(self.next).cloned() else {
            return Err((self.text.len(), "the formula ends where a number or a quantity is needed".into()));
        };
        self.next += 1;
        match token {
            Token::Number(number) => Ok((Term::Number(number), false)),
            Token::Parameter(name) => self.parameter(at, &name),
            Token::Sign("-") => {
                let term = self.sign()?;
                Ok((Term::Negative(Box::new(Self::expect(at, term, false)?)), false))
            }
            Token::Sign("(") => {
                let inner = self.or()?;
                match self.tokens.get(self.next) {
                    Some((_, Token::Sign(")"))) => self.next += 1,
                    _ => return Err((at, "this parenthesis is not closed".into())),
                }
                Ok(inner)
            }
            Token::Word(word) => self.quantity(at, word),
            Token::Sign(sign) => Err((at, format!("{sign} stands where a number or a quantity is needed"))),
            Token::Quoted(name) => {
                Err((at, format!("'{name}' is a name: write a quantity of it, as in value of '{name}'")))
            }
        }
    }

    fn parameter(&self, at: usize, name: &str) -> Result<Typed, FormulaFault> {
        let known = || self.parameters.keys().map(String::as_str);
        let node = self.parameters.get(name).ok_or_else(|| (at, unknown("parameter", name, known())))?;
        let number = node.number(f64::NEG_INFINITY..=f64::INFINITY).map_err(|what| (at, what))?;
        Ok((Term::Number(number), false))
    }

    fn quantity(&mut self, at: usize, word: String) -> Result<Typed, FormulaFault> {
        let fold = match word.as_str() {
            "max" => Fold::Max,
            "min" => Fold::Min,
            "mean" => Fold::Mean,
            _ => Fold::Now,
        };
        let (named_at, name) = if fold == Fold::Now { (at, word) } else { self.word("a quantity")? };
        let quantity = Quantity::named(&name).map_err(|what| (named_at, what))?;
        let subject = if self.take_word("of") { self.subject()? } else { Subject::Chain };
        quantity.check_subject(&subject).map_err(|what| (named_at, what))?;
        let fold = match (fold, self.take_word("at")) {
            (Fold::Now, true) => Fold::At(self.time()?),
            (fold, false) => fold,
            (_, true) => return Err((at, "max, min and mean are over the whole run: they have no time".into())),
        };
        let under = if self.take_word("under") { Some(self.name("a rule")?.1) } else { None };
        let atom = Atom { quantity, subject, fold, under, at };
        self.atoms.push(atom);
        Ok((Term::Atom(self.atoms.len() - 1), false))
    }

    fn word(&mut self, kind: &str) -> Result<(usize, String), FormulaFault> {
        match self.tokens.get(self.next).cloned() {
            Some((at, Token::Word(word))) => {
                self.next += 1;
                Ok((at, word))
            }
            _ => Err((self.at(), format!("{kind} is needed here"))),
        }
    }

    fn name(&mut self, kind: &str) -> Result<(usize, String), FormulaFault> {
        match self.tokens.get(self.next).cloned() {
            Some((at, Token::Word(name) | Token::Quoted(name))) => {
                self.next += 1;
                Ok((at, name))
            }
            _ => Err((self.at(), format!("{kind} is needed here"))),
        }
    }

    fn subject(&mut self) -> Result<Subject, FormulaFault> {
        match self.number()? {
            Some((at, number)) => whole(at, number, u16::MAX.into()).map(|number| Subject::Subnet(number as u16)),
            None => Ok(Subject::Named(self.name("a subnet's number or a name")?.1)),
        }
    }

    /// Takes a number, or a parameter that is one.
    fn number(&mut self) -> Result<Option<(usize, f64)>, FormulaFault> {
        match self.tokens.get(self.next).cloned() {
            Some((at, Token::Number(number))) => {
                self.next += 1;
                Ok(Some((at, number)))
            }
            Some((at, Token::Parameter(name))) => {
                self.next += 1;
                match self.parameter(at, &name)? {
                    (Term::Number(number), _) => Ok(Some((at, number))),
                    _ => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    fn time(&mut self) -> Result<Time, FormulaFault> {
        let (at, word) = self.word("start, end, day or block")?;
        let unit = match word.as_str() {
            "start" => return Ok(Time::Start),
            "end" => return Ok(Time::End),
            "day" => f64::from(BLOCKS_PER_DAY),
            "block" => 1.0,
            other => return Err((at, unknown("time", other, ["start", "end", "day", "block"].into_iter()))),
        };
        let at = self.at();
        let (_, number) = self.number()?.ok_or((at, "a number is needed here".to_owned()))?;
        whole(at, (number * unit).round(), u32::MAX.into()).map(|block| Time::Block(block as u32))
    }
}

fn whole(at: usize, number: f64, most: f64) -> Result<f64, FormulaFault> {
    if number.fract() == 0.0 && (0.0..=most).contains(&number) {
        Ok(number)
    } else {
        Err((at, format!("{number} is not a whole number from 0 to {most}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::document::scalar;

    fn parsed(text: &str) -> Formula {
        let parameters = [("day".into(), scalar("7")), ("who".into(), scalar("ring"))].into();
        Formula::condition(text, &parameters).unwrap_or_else(|(at, what)| panic!("{text}: {at}: {what}"))
    }

    fn fault(text: &str) -> FormulaFault {
        let parameters = [("day".into(), scalar("7")), ("who".into(), scalar("ring"))].into();
        Formula::condition(text, &parameters).unwrap_err()
    }

    #[test]
    fn operators_bind_as_in_arithmetic() {
        for (text, holds) in [
            ("1 + 2 * 3 = 7", true),
            ("(1 + 2) * 3 = 9", true),
            ("10 - 2 - 3 = 5", true),
            ("-2 + 3 > 0", true),
            ("12 / 3 / 2 = 2", true),
            ("18% = 0.18", true),
            ("1_000 >= 1000 and not 1 > 2", true),
            ("1 > 2 or 2 > 1 and 3 > 4", false),
            ("not (1 > 2) and $day <= 7", true),
            ("1 != 1", false),
        ] {
            assert_eq!(parsed(text).holds(&[]), holds, "{text}");
        }
    }

    #[test]
    fn quantities_have_a_subject_a_time_and_a_rule() {
        let formula = parsed("price of 28 at day $day < 0.02 * max price of 28 under 'old rule'");
        let [one, other] = &formula.atoms[..] else { panic!() };
        assert_eq!(
            (one.quantity.name(), &one.subject, one.fold),
            ("price", &Subject::Subnet(28), Fold::At(Time::Block(50_400)))
        );
        assert_eq!((other.fold, other.under.as_deref(), other.at), (Fold::Max, Some("old rule"), 33));
        assert!(formula.holds(&[0.1, 6.0]));
        assert_eq!(formula.sides(&[0.1, 6.0]), Some((0.1, 0.12)));
        let formula = parsed("profit of ring at end > 0 and issuance < 7");
        assert_eq!(formula.atoms[0].subject, Subject::Named("ring".into()));
    }

    #[test]
    fn a_value_that_is_not_known_fulfils_no_comparison() {
        let formula = parsed("price of 99 < 1 or price of 99 >= 1");
        assert!(!formula.holds(&[f64::NAN, f64::NAN]));
    }

    #[test]
    fn faults_have_their_place_in_the_formula() {
        for (text, at, words) in [
            ("prise of 28 > 1", 0, "did you mean price?"),
            ("1 > max prise of 28", 8, "did you mean price?"),
            ("price of 28", 0, "is a number, not a condition"),
            ("(1 > 2) > 3", 0, "a number is needed here"),
            ("1 and 2 > 1", 0, "a condition is needed here"),
            ("price of 28 > ", 14, "ends where a number"),
            ("price of 1.5 > 1", 9, "not a whole number"),
            ("price of 70000 > 1", 9, "not a whole number"),
            ("price > 1", 0, "of a subnet"),
            ("price of ring > 1", 0, "of a subnet"),
            ("issuance of 3 > 1", 0, "of the chain"),
            ("price of 1 at noon > 1", 14, "there is no time noon"),
            ("max price of 1 at day 3 > 1", 0, "have no time"),
            ("1 > 2 3", 6, "is left over"),
            ("(1 > 2", 0, "is not closed"),
            ("1 > 'x", 4, "is not closed"),
            ("1 > 'x'", 4, "value of 'x'"),
            ("1 # 2", 2, "has no meaning"),
            ("$dya > 1", 0, "did you mean day?"),
            ("$who > 1", 0, "not a number"),
            ("value of ring under", 19, "a rule is needed"),
        ] {
            let (place, what) = fault(text);
            assert!(what.contains(words), "{text}: {what}");
            assert_eq!(place, at, "{text}: {what}");
        }
    }
}
