//! Files in and out. Parts: [`source`] (reading a case and what it names), [`target`] (writing results).

pub(crate) mod source;
pub(crate) mod target;

/// What the system says, without its error number.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let said = error.to_string();
    let plain = said.split(" (os error").next().unwrap_or(&said);
    let mut letters = plain.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
