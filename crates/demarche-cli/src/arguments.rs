//! What can be typed.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use demarche::analysis::Settings;
use demarche::analysis::doubt::Models;
use demarche::analysis::doubt::share::MOST_DRAWS;
use demarche::case::{Positions, ReadLimits};
use demarche::finding::Notion;
use demarche::interop::ImportOptions;
use demarche::model::Limits;

use crate::failure::Exit;

mod read;

pub(crate) use read::{FormatChoice, ReadArguments};

/// Which deals can be signed, which would hold, and what that rests on.
///
/// A case file says who negotiates about what, who can change what, and what is reported of each party's wishes. From it, demarche
/// computes which deals a table can make and sign, who has a veto, who would break which deal, and on which lines of the case each
/// answer rests.
#[derive(Debug, Parser)]
#[command(name = "demarche", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 answered; 1 `check` has warnings; 2 the input is faulty or the command was misused.")]
pub(crate) struct Arguments {
    /// The question.
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use color; a set NO_COLOR means never, unless this option says otherwise.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
    /// Columns of text; default: the terminal's, or 80.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(40..=1000))]
    pub(crate) width: Option<u16>,
}

/// One verb, one question.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The whole: what can be signed, who can stop it, what would hold, what that rests on.
    Brief(BriefArguments),
    /// The deals: by whom they can be made and signed, who accepts them and why.
    Deals(DealsArguments),
    /// The efficient deals, and where the classical bargaining solutions lie and disagree.
    Bargain(AnalysisArguments),
    /// Every state: under which notions it holds, and for whom it does not.
    Stability(StabilityArguments),
    /// Why a thing can or cannot be signed, and would or would not hold.
    #[command(visible_alias = "why-not")]
    Why(WhyArguments),
    /// What would tip it: prices, and the least sets of payments, conditions, guarantees, threats and seats.
    Tip(TipArguments),
    /// The nearest deals that can be signed, and that hold.
    Nearest(NearestArguments),
    /// How many deals can be signed, whether one can, the best and the nearest, without listing states: for up to sixty issues.
    Search(SearchArguments),
    /// The least change of a ranking that would make a deal stable, and how many rankings would.
    Inverse(InverseArguments),
    /// The moment: what each side has room for, which dilemmas stated positions put it to, and whether the time is ripe.
    Moment(MomentArguments),
    /// How sure the findings are: certain, open, and in which share of the preference models that agree with the case.
    Sure(SureArguments),
    /// What changes if a party or an issue is dropped or added, an issue settled, a seat given or taken.
    WhatIf(WhatIfArguments),
    /// What changed between two versions of a case: which findings, and which changes of the case did it.
    Diff(DiffArguments),
    /// Who matters formally: power under the rules of consent, pivotal parties, what coalitions can claim.
    Power(AnalysisArguments),
    /// Read a case and say what is wrong or doubtful in it.
    Check(CheckArguments),
    /// Read news text and print what it says as cited evidence: who said or did what, to whom, according to whom.
    Read(ReadArguments),
    /// Read other programs' files and print them as a case.
    Import(ImportArguments),
    /// Write a case in another program's format.
    Export(ExportArguments),
    /// Print a JSON Schema.
    Schema(SchemaArguments),
}

/// A case and how it is read from disk.
#[derive(Debug, Args)]
pub(crate) struct CaseArguments {
    /// The case file, or the files of another program's scenario, or a folder with either; `-` reads standard input.
    #[arg(value_name = "CASE", required = true)]
    pub(crate) case: Vec<PathBuf>,
    /// How other programs' files are read.
    #[command(flatten)]
    pub(crate) foreign: ForeignArguments,
    /// Bytes of one file that are read.
    #[arg(long, value_name = "N", value_parser = positive_u32, help_heading = "Limits")]
    max_file_bytes: Option<u32>,
}

/// What every analysis takes.
#[derive(Debug, Args)]
pub(crate) struct AnalysisArguments {
    /// The case.
    #[command(flatten)]
    pub(crate) case: CaseArguments,
    /// Write the findings as JSON to FILE; to standard output without FILE.
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    pub(crate) json: Option<PathBuf>,
    /// How stated positions are read; default: as the case says.
    #[arg(long, value_enum, value_name = "READING")]
    positions: Option<PositionsChoice>,
    /// Combinations of issue values that are enumerated.
    #[arg(long, value_name = "N", value_parser = positive_u32, help_heading = "Limits")]
    max_states: Option<u32>,
    /// Explicit moves that are kept for parties whose moves are guarded or one-way.
    #[arg(long, value_name = "N", value_parser = positive_u32, help_heading = "Limits")]
    max_moves: Option<u32>,
    /// Memory that the work may take, in MiB, by a generous estimate that is made before it starts.
    #[arg(long, alias = "max-memory", value_name = "MIB", value_parser = positive_u32, help_heading = "Limits")]
    memory: Option<u32>,
    /// Deals that are listed.
    #[arg(long, value_name = "N", value_parser = positive_u32, help_heading = "Limits")]
    max_deals: Option<u32>,
    /// States that are listed.
    #[arg(long, value_name = "N", value_parser = positive_u32, help_heading = "Limits")]
    max_listed: Option<u32>,
}

/// `demarche brief`.
#[derive(Debug, Args)]
pub(crate) struct BriefArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// Write a page for browsers and printers to FILE; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write Markdown to FILE; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) markdown: Option<PathBuf>,
}

/// `demarche stability`.
#[derive(Debug, Args)]
pub(crate) struct StabilityArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// Say what would be done, by which engine and why, and what memory it takes; do nothing of it.
    #[arg(long)]
    pub(crate) explain_plan: bool,
}

/// `demarche deals`.
#[derive(Debug, Args)]
pub(crate) struct DealsArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// List the N first deals; the same as --max-deals.
    #[arg(long, value_name = "N", value_parser = positive_u32, help_heading = "Which deals")]
    pub(crate) top: Option<u32>,
    /// The best for PARTY first, of the deals that the declared table can sign.
    #[arg(long = "for", value_name = "PARTY", help_heading = "Which deals")]
    pub(crate) best_for: Option<String>,
    /// Only deals that these parties accept, e.g. `ua,eu`.
    #[arg(long, value_name = "PARTIES", value_delimiter = ',', help_heading = "Which deals")]
    pub(crate) accepted_by: Vec<String>,
    /// Only deals that the declared table can sign; so it is anyway with --for and --accepted-by.
    #[arg(long, help_heading = "Which deals", conflicts_with = "or_unsignable")]
    pub(crate) signable: bool,
    /// Also deals that the declared table cannot sign: all that all parties together can make.
    #[arg(long, help_heading = "Which deals")]
    pub(crate) or_unsignable: bool,
    /// Only deals that hold under this notion.
    #[arg(long, value_enum, value_name = "NOTION", help_heading = "Which deals")]
    pub(crate) holds: Option<NotionChoice>,
    /// Only deals with this, a formula such as `c and not w`.
    #[arg(long, value_name = "FORMULA", help_heading = "Which deals")]
    pub(crate) with: Option<String>,
    /// Count what the case leaves open as met.
    #[arg(long, help_heading = "Which deals")]
    pub(crate) or_open: bool,
    /// Write the listed deals as a table of comma-separated values to FILE; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
}

/// Notions under which a deal can hold.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum NotionChoice {
    /// Even if nobody reacts.
    Nash,
    /// If reprisals in the reprisers' own interest are expected.
    Seq,
    /// As SEQ, and the mover cannot escape.
    Sseq,
    /// If the others may move at the same time, in their own interest.
    Sim,
    /// Only if even self-damaging reprisals are feared, and the mover cannot escape.
    Smr,
    /// Only if even self-damaging reprisals are feared.
    Gmr,
}

impl From<NotionChoice> for Notion {
    fn from(choice: NotionChoice) -> Self {
        match choice {
            NotionChoice::Nash => Notion::Nash,
            NotionChoice::Seq => Notion::Seq,
            NotionChoice::Sseq => Notion::Sseq,
            NotionChoice::Sim => Notion::Sim,
            NotionChoice::Smr => Notion::Smr,
            NotionChoice::Gmr => Notion::Gmr,
        }
    }
}

/// `demarche why`.
#[derive(Debug, Args)]
pub(crate) struct WhyArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// A formula such as `c and not w`, or the number of a state such as `12` or `#12`.
    #[arg(value_name = "QUESTION")]
    pub(crate) question: String,
}

/// `demarche tip`.
#[derive(Debug, Args)]
pub(crate) struct TipArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// What is wanted: a formula such as `c and not w`, or the number of a state.
    #[arg(long, value_name = "FORMULA")]
    pub(crate) goal: String,
    /// What is to be so of some deal with it.
    #[arg(long, value_enum, value_name = "WHAT", default_value = "both")]
    pub(crate) ask: AskChoice,
    /// Under which notion it is to hold.
    #[arg(long, value_enum, value_name = "NOTION", default_value = "seq")]
    pub(crate) notion: NotionChoice,
    /// Levers in a set, at most.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=6), default_value = "3")]
    pub(crate) size: u32,
}

/// What levers are to bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AskChoice {
    /// That the table can sign it.
    Sign,
    /// That it holds once signed.
    Hold,
    /// Both.
    Both,
}

/// `demarche nearest`.
#[derive(Debug, Args)]
pub(crate) struct NearestArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// A formula such as `c and not w`, or the number of a state such as `12` or `#12`.
    #[arg(value_name = "QUESTION")]
    pub(crate) question: String,
    /// Under which notion a deal is to hold.
    #[arg(long, value_enum, value_name = "NOTION", default_value = "seq")]
    pub(crate) notion: NotionChoice,
}

/// `demarche search`.
#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// Only deals with this, a formula such as `c and not w`.
    #[arg(long, value_name = "FORMULA", help_heading = "Which deals")]
    pub(crate) with: Option<String>,
    /// Only deals worth at least so much to a party, on its own scale, e.g. `ua=12.5`.
    #[arg(long, value_name = "PARTY=NUMBER", help_heading = "Which deals")]
    pub(crate) at_least: Vec<String>,
    /// The best deal for PARTY; or `sum`, the greatest sum of values; or `least-gain`, the greatest least gain over no deal.
    #[arg(long, value_name = "PARTY", help_heading = "What is asked")]
    pub(crate) best: Option<String>,
    /// The deals with the fewest issues settled otherwise than in the states with FORMULA; than today without FORMULA.
    #[arg(long, value_name = "FORMULA", num_args = 0..=1, default_missing_value = "", help_heading = "What is asked")]
    pub(crate) nearest: Option<String>,
    /// How many there are; also where nothing else is asked.
    #[arg(long, help_heading = "What is asked")]
    pub(crate) count: bool,
    /// Stop after so many seconds and tell what is known by then.
    #[arg(long, value_name = "SECONDS", value_parser = crate::command::seconds, default_value = "60", help_heading = "Limits")]
    pub(crate) time_limit: std::time::Duration,
}

/// `demarche inverse`.
#[derive(Debug, Args)]
pub(crate) struct InverseArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// A formula such as `c and not w`, or the number of a state such as `12` or `#12`.
    #[arg(value_name = "QUESTION")]
    pub(crate) question: String,
    /// Under which notion it is to be stable.
    #[arg(long, value_enum, value_name = "NOTION", default_value = "seq")]
    pub(crate) notion: NotionChoice,
    /// A party whose rankings are counted, together with those of others named so; without it, each party's by itself.
    #[arg(long, value_name = "PARTY")]
    pub(crate) free: Vec<String>,
}

/// `demarche moment`.
#[derive(Debug, Args)]
pub(crate) struct MomentArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// What stated positions are about: only deals with this, a formula such as `c`, count as meeting one.
    #[arg(long, value_name = "FORMULA")]
    pub(crate) goal: Option<String>,
}

/// `demarche sure`.
#[derive(Debug, Args)]
pub(crate) struct SureArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// Preference models that are drawn.
    #[arg(long, value_name = "N", value_parser = draws, default_value = "10000")]
    pub(crate) draws: u32,
    /// Which models are drawn for parties whose preferences are not complete.
    #[arg(long, value_enum, value_name = "MODELS", default_value = "additive")]
    pub(crate) models: ModelsChoice,
    /// Where drawing starts: the same seed gives the same answer.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Only this finding, in depth: `sign:`, `nash:`, `seq:`, `smr:` or `gmr:` and a deal (`l,t`, `x=high` or `#12`), or `goal:1`.
    #[arg(long, value_name = "ID")]
    pub(crate) finding: Option<String>,
}

/// `demarche what-if`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("supposition").required(true).multiple(true).args(["without", "fix", "seat", "unseat", "add"]))]
pub(crate) struct WhatIfArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// Without this party, as if it had not been there; or without this issue, which keeps the value of today.
    #[arg(long, value_name = "PARTY|ISSUE", help_heading = "What is supposed")]
    pub(crate) without: Vec<String>,
    /// With this settled from the start, e.g. `land = cede`.
    #[arg(long, value_name = "ISSUE = VALUE", help_heading = "What is supposed")]
    pub(crate) fix: Vec<String>,
    /// With a seat at the table for this party.
    #[arg(long, value_name = "PARTY", help_heading = "What is supposed")]
    pub(crate) seat: Vec<String>,
    /// With no seat at the table for this party, which can still do what it can do.
    #[arg(long, value_name = "PARTY", help_heading = "What is supposed")]
    pub(crate) unseat: Vec<String>,
    /// With what this file says added to the case: parties, issues, statements.
    #[arg(long, value_name = "FILE", help_heading = "What is supposed")]
    pub(crate) add: Vec<PathBuf>,
}

/// `demarche diff`.
#[derive(Debug, Args)]
#[command(mut_arg("case", |case| case.num_args(2).value_names(["OLD", "NEW"]).help("The two versions, the older first")))]
pub(crate) struct DiffArguments {
    /// What every analysis takes.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
}

/// `demarche check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The case.
    #[command(flatten)]
    pub(crate) case: CaseArguments,
    /// Print the diagnostics as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `demarche import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// The files of one scenario, or a folder with them; `-` reads standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Write the case to CASE; `-` is standard output.
    #[arg(short, long, value_name = "CASE")]
    pub(crate) output: Option<PathBuf>,
    /// How the files are read.
    #[command(flatten)]
    pub(crate) foreign: ForeignArguments,
    /// Bytes of one file that are read.
    #[arg(long, value_name = "N", value_parser = positive_u32, help_heading = "Limits")]
    max_file_bytes: Option<u32>,
}

/// How other programs' files are read.
#[derive(Debug, Args)]
pub(crate) struct ForeignArguments {
    /// Take GENIUS evaluations as they stand, not divided by the largest of their issue.
    #[arg(long, help_heading = "Other programs' files")]
    raw_scores: bool,
    /// Intervals into which an issue of real numbers is cut [default: 10].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000), help_heading = "Other programs' files")]
    steps: Option<u32>,
}

/// `demarche export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// The case.
    #[command(flatten)]
    pub(crate) analysis: AnalysisArguments,
    /// The format.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) to: ExportChoice,
    /// Where to write; for GENIUS and NegMAS a folder. Default: standard output, where the format is one file.
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
}

/// Formats that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportChoice {
    /// A domain and a profile a party, in XML.
    Genius,
    /// An outcome space and a utility function a party, in YAML.
    Negmas,
    /// A normal-form game (`.nfg`).
    Gambit,
    /// A save file of GMCR+ (JSON).
    Gmcr,
    /// States, utilities and findings as a table.
    Csv,
}

/// `demarche schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArguments {
    /// Of which document.
    #[arg(value_enum, value_name = "DOCUMENT", default_value = "case")]
    pub(crate) document: SchemaChoice,
}

/// When to use color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How positions are read.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PositionsChoice {
    /// As red lines that nothing compensates.
    RedLines,
    /// As openings that bind nobody.
    Openings,
    /// Both ways, side by side.
    Both,
}

/// Which preference models are drawn.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ModelsChoice {
    /// Weights of values and terms.
    Additive,
    /// Orders of all states.
    Orders,
}

impl From<ModelsChoice> for Models {
    fn from(choice: ModelsChoice) -> Self {
        match choice {
            ModelsChoice::Additive => Models::Additive,
            ModelsChoice::Orders => Models::Orders,
        }
    }
}

/// Documents that have a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaChoice {
    /// The case file.
    Case,
    /// What `brief --json` prints.
    Brief,
    /// What `deals --json` prints.
    Deals,
    /// What `bargain --json` prints.
    Bargain,
    /// What `stability --json` prints.
    Stability,
    /// What `why --json` prints.
    Why,
    /// What `tip --json` prints.
    Tip,
    /// What `nearest --json` prints.
    Nearest,
    /// What `inverse --json` prints.
    Inverse,
    /// What `search --json` prints.
    Search,
    /// What `moment --json` prints.
    Moment,
    /// What `sure --json` prints.
    Sure,
    /// What `what-if --json` prints.
    WhatIf,
    /// What `diff --json` prints.
    Diff,
    /// What `power --json` prints.
    Power,
    /// What `check --json` prints.
    Check,
    /// One record of what `read` prints.
    Read,
}

impl CaseArguments {
    /// One of several files that were named, alone.
    pub(crate) fn alone(&self, index: usize) -> Self {
        CaseArguments {
            case: self.case.get(index).into_iter().cloned().collect(),
            foreign: ForeignArguments { ..self.foreign },
            max_file_bytes: self.max_file_bytes,
        }
    }

    /// The case as it was named, for messages.
    pub(crate) fn shown(&self) -> String {
        self.case
            .iter()
            .map(|path| path.display().to_string())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Bounds on reading.
    pub(crate) fn read_limits(&self) -> ReadLimits {
        let standard = ReadLimits::default();
        ReadLimits {
            file_bytes: self.max_file_bytes.map_or(standard.file_bytes, |bytes| bytes as usize),
            ..standard
        }
    }
}

impl ImportArguments {
    /// Bounds on reading.
    pub(crate) fn read_limits(&self) -> ReadLimits {
        let standard = ReadLimits::default();
        ReadLimits {
            file_bytes: self.max_file_bytes.map_or(standard.file_bytes, |bytes| bytes as usize),
            ..standard
        }
    }
}

impl ForeignArguments {
    /// What the engine is told.
    pub(crate) fn options(&self) -> ImportOptions {
        let standard = ImportOptions::default();
        ImportOptions {
            raw_scores: self.raw_scores,
            intervals: self.steps.unwrap_or(standard.intervals),
        }
    }
}

impl AnalysisArguments {
    /// What the engine is told.
    pub(crate) fn settings(&self) -> Settings {
        let standard = Limits::STANDARD;
        let positions = self.positions.map(|choice| match choice {
            PositionsChoice::RedLines => Positions::RedLines,
            PositionsChoice::Openings => Positions::Openings,
            PositionsChoice::Both => Positions::Both,
        });
        Settings {
            positions,
            limits: Limits {
                combinations: self.max_states.map_or(standard.combinations, u64::from),
                moves: self.max_moves.map_or(standard.moves, u64::from),
                memory: self.memory.map_or(standard.memory, |mebibytes| u64::from(mebibytes) << 20),
                deals: self.max_deals.map_or(standard.deals, |deals| deals as usize),
                listed_states: self.max_listed.map_or(standard.listed_states, |states| states as usize),
                ..standard
            },
        }
    }
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Arguments, clap::Error> {
    Arguments::try_parse().map_err(|mut misuse| {
        let json = std::env::args_os().any(|word| word == "--json");
        if json && misuse.kind() == ErrorKind::MissingRequiredArgument {
            let tip = "`--json` takes the next word as the file to write: put CASE before it".into();
            misuse.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
        }
        misuse
    })
}

/// Prints help, or what was misused.
pub(crate) fn complain(misuse: &clap::Error) -> Exit {
    // Nobody is left to tell if the message cannot be printed.
    let _ = misuse.print();
    if misuse.use_stderr() { Exit::Faulty } else { Exit::Fine }
}

/// From 1 to the most that one answer draws.
fn draws(text: &str) -> Result<u32, String> {
    positive_u32(text)
        .ok()
        .filter(|draws| u64::from(*draws) <= MOST_DRAWS)
        .ok_or_else(|| "expected a whole number from 1 to 1,000,000,000".to_owned())
}

/// A whole number from 1 to 4,294,967,295; `_` and `,` may group its digits.
fn positive_u32(text: &str) -> Result<u32, String> {
    match text.replace(['_', ','], "").parse() {
        Ok(0) | Err(_) => Err("expected a whole number from 1 to 4,294,967,295".to_owned()),
        Ok(number) => Ok(number),
    }
}
