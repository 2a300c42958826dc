#![allow(missing_docs, clippy::all, clippy::print_stdout)]
use demarche::case::read::*;
struct L;
impl Loader for L {
    fn load(&mut self, path: &str, from: Option<&str>) -> Result<Loaded, LoadError> {
        let base = from
            .map(|f| std::path::Path::new(f).parent().unwrap().join(path))
            .unwrap_or(path.into());
        match std::fs::read_to_string(&base) {
            Ok(text) => Ok(Loaded {
                name: base.display().to_string(),
                text,
            }),
            Err(_) => Err(LoadError::Missing),
        }
    }
}
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let r = read(&path, &text, &mut L, &ReadLimits::default());
    for d in &r.diagnostics {
        println!("{:?} {} {}", d.severity, d.code, d.message);
    }
    let case = r.case.unwrap();
    let t = std::time::Instant::now();
    let doc = demarche::analysis::brief(
        &case,
        &r.files,
        &demarche::analysis::Settings::STANDARD,
        &mut demarche::analysis::Unwatched,
    )
    .unwrap();
    eprintln!("{:?}", t.elapsed());
    println!("{}", serde_json::to_string_pretty(&doc).unwrap());
}
