//! Small pieces of SVG: escaped text, wrapped into short rows.

/// Text as SVG or HTML content and attribute values want it.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in super::clean(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Breaks a label into rows of about `width` letters, at most `most` of them; the last ends in `…` if something is left out.
pub(super) fn rows(text: &str, width: usize, most: usize) -> Vec<String> {
    let text = super::clean(text);
    let mut rows: Vec<String> = Vec::new();
    let mut row = String::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, width) {
            let used = row.chars().count();
            if used > 0 && used + 1 + piece.chars().count() > width {
                rows.push(std::mem::take(&mut row));
            }
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(&piece);
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.last_mut() {
            while last.chars().count() + 1 > width {
                last.pop();
            }
            last.push('…');
        }
    }
    rows
}

/// A word, or its parts if it is longer than a row.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    letters.chunks(width.max(1)).map(|chunk| chunk.iter().collect()).collect()
}

/// Rows of text, one under the other, `y` being the first row's baseline.
pub(super) fn text(x: f64, y: f64, step: f64, class: &str, rows: &[String]) -> String {
    rows.iter()
        .enumerate()
        .map(|(index, row)| {
            format!(
                "<text class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
                y + step * index as f64,
                escape(row)
            )
        })
        .collect()
}

/// The opening of a figure, with its name and its description for readers who do not see it.
pub(super) fn open(id: &str, width: f64, height: f64, title: &str, description: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
        escape(title),
        escape(description)
    )
}
