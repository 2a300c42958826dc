//! How long inverse questions take: twelve states, three parties, all twelve ranks of one party free.

use demarche::analysis::Unwatched;
use demarche::analysis::inverse::counting::count;
use demarche::analysis::inverse::joint;
use demarche::analysis::stability::Scope;
use demarche::finding::Notion;
use demarche::index::{PartyId, StateId};
use demarche::model::{Model, PartySet};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

#[allow(dead_code, reason = "the tests need more of it")]
#[path = "../tests/all/memory.rs"]
mod memory;

/// One party sets an issue of three values, two set one of two; everybody would rather have its own way and the others give in.
fn made() -> Model {
    let mut text =
        String::from("title = 'twelve'\n[party.a]\n[party.b]\n[party.c]\n[issue.x]\nvalues = ['0', '1', '2']\nby = 'a'\nback = 'a'\n");
    text.push_str("[issue.y]\nby = 'b'\nback = 'b'\n[issue.z]\nby = 'c'\nback = 'c'\n[no-deal]\nstates = [{}]\n");
    let values = [
        ("a", "'x = 0' = 1\n'x = 1' = 2.5\ny = 3\nz = 4"),
        ("b", "y = -1.5\n'x = 2' = 2\nz = 4"),
        ("c", "z = -1\ny = 2.25\n'x = 2' = 0.5"),
    ];
    for (party, value) in values {
        text.push_str(&format!("[[statement]]\nparty = '{party}'\n[statement.value]\n{value}\n"));
    }
    memory::model(&text)
}

const ASKED: StateId = StateId(11);

/// The rankings of one party under which the state is stable for everybody.
#[divan::bench(args = [Notion::Nash, Notion::Seq, Notion::Sseq, Notion::Gmr, Notion::Smr])]
fn twelve_free_ranks(bencher: Bencher<'_, '_>, notion: Notion) {
    let model = made();
    assert_eq!(model.space.len(), 12);
    let scope = Scope::everything(&model);
    let run = || count(&model, &scope, PartySet::one(PartyId(0)), black_box(ASKED), notion, &mut Unwatched);
    assert!(matches!(run(), Ok(Ok(_))), "what is refused measures little");
    bencher.bench_local(run);
}

/// The least change of all three rankings together, as far as it is looked for.
#[divan::bench]
fn together(bencher: Bencher<'_, '_>) {
    let model = made();
    let scope = Scope::everything(&model);
    let ranks = || -> Vec<Vec<u32>> {
        let ranks = model
            .parties
            .values()
            .map(|party| party.voter.preference.ranks().unwrap_or_default().to_vec());
        ranks.collect()
    };
    let run = || joint::least(&model, &scope, black_box(ASKED), Notion::Nash, ranks(), u32::MAX, &mut Unwatched);
    assert!(matches!(run(), Ok(joint::Joint::AtLeast(_))), "it should go as far as it may");
    bencher.bench_local(run);
}
