//! What is measured on printed pages.

use super::{Print, prints, run};
use std::path::Path;

/// Printed pages.
pub struct Pages {
    pub prints: Vec<Print>,
    /// Width and height of every page, millimetres.
    pub sizes: Vec<(f64, f64)>,
    /// Rules of the first page: left, top, length, millimetres.
    pub rules: Vec<(f64, f64, f64)>,
}

impl Pages {
    /// Reads a PDF; none where a tool is missing.
    pub fn of(path: &Path) -> Option<Self> {
        let file = path.to_str().unwrap();
        let info = run("pdfinfo", &["-f", "1", "-l", "9999", file])?;
        let size = |line: &str| {
            let (_, rest) = line.strip_prefix("Page ")?.split_once("size:")?;
            let sides: Vec<f64> = rest.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            Some((sides.first()? * 25.4 / 72.0, sides.get(1)? * 25.4 / 72.0))
        };
        Some(Self {
            prints: prints(path)?,
            sizes: info.lines().filter_map(size).collect(),
            rules: rules(path)?,
        })
    }

    /// Pages where the body and the annexes begin.
    pub fn starts(&self) -> Vec<usize> {
        let annexes = self.prints.iter().filter(|p| p.words.starts_with("Phụ lục I")).map(|p| p.page);
        [1].into_iter().chain(annexes).collect()
    }

    fn line(&self, words: &str) -> Option<&Print> {
        self.prints.iter().find(|p| p.words.starts_with(words))
    }

    fn is_number(print: &Print) -> bool {
        print.top < 16.0 && !print.words.is_empty() && print.words.chars().all(|c| c.is_ascii_digit())
    }

    /// The body's prose, without head, notes, tables and signature: page by page from the top.
    fn prose(&self) -> Vec<&Print> {
        let end = self.starts().get(1).copied().unwrap_or(usize::MAX);
        let body = |p: &&Print| {
            p.page < end && p.size == 14 && p.style == "thường" && p.left < 44.0 && p.width > 20.0
        };
        let mut lines: Vec<&Print> = self.prints.iter().filter(body).collect();
        lines.sort_by(|a, b| (a.page, a.top).partial_cmp(&(b.page, b.top)).unwrap());
        lines
    }
}

/// Long dark stretches of the first page.
fn rules(path: &Path) -> Option<Vec<(f64, f64, f64)>> {
    const DOTS: f64 = 150.0;
    let root = path.with_extension("page");
    run(
        "pdftoppm",
        &[
            "-gray",
            "-r",
            "150",
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            path.to_str().unwrap(),
            root.to_str().unwrap(),
        ],
    )?;
    let bytes = std::fs::read(root.with_extension("page.pgm"))
        .or_else(|_| std::fs::read(format!("{}.pgm", root.display())))
        .unwrap();
    let mut head = bytes.splitn(5, |b| b.is_ascii_whitespace());
    let mut next = || std::str::from_utf8(head.next().unwrap()).unwrap().to_owned();
    let (_, width, height) = (next(), next().parse::<usize>().unwrap(), next().parse::<usize>().unwrap());
    let dots = &bytes[bytes.len() - width * height..];
    let mm = |dots: usize| dots as f64 * 25.4 / DOTS;
    let mut out: Vec<(f64, f64, f64)> = Vec::new();
    for (y, row) in dots.chunks(width).enumerate() {
        let mut from = None;
        for (x, dot) in row.iter().chain([&255]).enumerate() {
            match (from, *dot < 170) {
                (None, true) => from = Some(x),
                (Some(start), false) => {
                    from = None;
                    let rule = (mm(start), mm(y), mm(x - start));
                    let again = out.iter().any(|r| (r.1 - rule.1).abs() < 0.8 && (r.0 - rule.0).abs() < 2.0);
                    if rule.2 > 12.0 && !again {
                        out.push(rule);
                    }
                }
                _ => {}
            }
        }
    }
    Some(out)
}

/// Every measure with all that was found.
pub fn measures(pages: &Pages) -> Vec<(&'static str, Vec<f64>)> {
    let mut out = vec![];
    out.extend(margins(pages));
    out.extend(numbers(pages));
    out.extend(head(pages));
    out.extend(prose(pages));
    out
}

fn margins(pages: &Pages) -> Vec<(&'static str, Vec<f64>)> {
    let prose = pages.prose();
    let least = |values: Vec<f64>| values.into_iter().min_by(f64::total_cmp).into_iter().collect::<Vec<_>>();
    let starts = pages.starts();
    let full = (2..starts[1].saturating_sub(1)).chain((starts[1] <= 3).then_some(1));
    let below = |page: usize| {
        let lines = pages.prints.iter().filter(|p| p.page == page && !p.words.starts_with("Địa chỉ"));
        least(lines.map(|p| 297.0 - p.top - f64::from(p.size) * 1.107 * 25.4 / 72.0).collect())
    };
    let above = |page: usize| {
        let lines = pages.prints.iter().filter(|p| p.page == page && !Pages::is_number(p) && p.size == 14);
        least(lines.map(|p| p.top).collect())
    };
    let (upright, sideways): (Vec<_>, Vec<_>) = pages.sizes.iter().copied().partition(|(w, h)| w < h);
    vec![
        ("lề trái", least(prose.iter().map(|p| p.left).collect())),
        ("lề phải", least(prose.iter().map(|p| 210.0 - p.left - p.width).collect())),
        ("lề trên, từ trang 2", (2..starts[1]).flat_map(above).filter(|top| *top < 40.0).collect()),
        ("lề dưới, trang đầy", least(full.flat_map(below).collect())),
        ("khổ giấy, ngang", upright.iter().map(|s| s.0).collect()),
        ("khổ giấy, dọc", upright.iter().map(|s| s.1).collect()),
        ("khổ giấy của phụ lục ngang, ngang", sideways.iter().map(|s| s.0).collect()),
    ]
}

fn numbers(pages: &Pages) -> Vec<(&'static str, Vec<f64>)> {
    let found: Vec<&Print> = pages.prints.iter().filter(|p| Pages::is_number(p)).collect();
    let starts = pages.starts();
    let centre = |wide: bool| -> Vec<f64> {
        let on = |p: &&&Print| (pages.sizes[p.page - 1].0 > 250.0) == wide;
        found.iter().filter(on).map(|p| p.left + p.width / 2.0).collect()
    };
    let wrong = (1..=pages.sizes.len()).filter(|page| {
        let first = starts.iter().filter(|start| *start <= page).max().unwrap();
        let wanted = if page == first { vec![] } else { vec![(page - first + 1).to_string()] };
        wanted != found.iter().filter(|p| p.page == *page).map(|p| p.words.clone()).collect::<Vec<_>>()
    });
    let heads = (starts[1]..=pages.sizes.len()).filter(|page| {
        !pages.prints.iter().any(|p| p.page == *page && p.words.starts_with("TT") && p.style == "đậm")
    });
    let on_starts = found.iter().filter(|p| starts.contains(&p.page)).count();
    vec![
        ("số trang: cỡ chữ", found.iter().map(|p| f64::from(p.size)).collect()),
        ("số trang: kiểu đứng (1)", found.iter().map(|p| f64::from(u8::from(p.style == "thường"))).collect()),
        ("số trang: tâm, trang đứng", centre(false)),
        ("số trang: tâm, trang ngang", centre(true)),
        ("số trang: cách mép trên", found.iter().map(|p| p.top).collect()),
        ("số trang: trang bắt đầu (bài, phụ lục) không có số", vec![on_starts as f64]),
        ("số trang: liên tục từ 2 trong mỗi phần (sai)", vec![wrong.count() as f64]),
        ("tiêu đề bảng lặp lại ở mỗi trang phụ lục (thiếu)", vec![heads.count() as f64]),
    ]
}

fn head(pages: &Pages) -> Vec<(&'static str, Vec<f64>)> {
    // The first rule below a line that has its middle in common with it.
    let below = |words: &str| -> Vec<f64> {
        let Some(line) = pages.line(words) else { return vec![] };
        let middle = line.left + line.width / 2.0;
        let rule = pages.rules.iter().filter(|r| r.1 > line.top + 3.0 && r.1 < line.top + 10.0);
        rule.filter(|r| (r.0 + r.2 / 2.0 - middle).abs() < 2.0).map(|r| r.2 / line.width).take(1).collect()
    };
    let level = |one: &str, other: &str| -> Vec<f64> {
        pages.line(one).zip(pages.line(other)).map(|(a, b)| (a.top - b.top).abs()).into_iter().collect()
    };
    let contact = pages.rules.iter().filter(|r| r.1 > 250.0 && r.2 > 100.0).map(|r| r.2 / 160.0).collect();
    vec![
        ("kẻ dưới tiêu ngữ / chiều dài dòng", below("Độc lập - Tự do")),
        ("kẻ dưới cơ quan ban hành / chiều dài dòng", below("UBND HUYỆN THANH KHÊ")),
        ("kẻ dưới trích yếu / chiều dài dòng", below("Tình hình thực hiện nhiệm vụ")),
        ("kẻ trên địa chỉ / chiều ngang vùng trình bày", contact),
        ("số và địa danh cùng dòng (lệch)", level("Số: 07", "Thanh Khê, ngày")),
        ("cơ quan chủ quản ngang Quốc hiệu (lệch)", level("UBND TỈNH SƠN BÌNH", "CỘNG HÒA")),
        ("Nơi nhận ngang quyền hạn, chức vụ (lệch)", level("Nơi nhận:", "TM. ỦY BAN")),
    ]
}

fn prose(pages: &Pages) -> Vec<(&'static str, Vec<f64>)> {
    let lines = pages.prose();
    let pt = |mm: f64| mm * 72.0 / 25.4;
    let first = |p: &Print| p.left > 38.0;
    let long = |p: &Print| p.words.chars().count() > 60;
    let (mut within, mut between) = (vec![], vec![]);
    for three in lines.windows(3) {
        let [a, b, c] = three else { continue };
        if a.page == c.page && !first(b) && !first(c) && long(a) && long(b) {
            within.push(pt(c.top - a.top) / 2.0);
        }
    }
    let usual = within.iter().sum::<f64>() / within.len() as f64;
    for two in lines.windows(2) {
        let [a, b] = two else { continue };
        // Neighbours only: no table stands between.
        let gap = pt(b.top - a.top);
        if a.page == b.page && first(b) && !a.words.starts_with("Kính gửi") && gap < 2.0 * usual {
            between.push(gap - usual);
        }
    }
    let left = lines.iter().map(|p| p.left).min_by(f64::total_cmp).unwrap_or_default();
    let notes = pages.prints.iter().filter(|p| p.words.starts_with("Gồm ") || p.words.contains(" Gồm "));
    let notes = notes.filter(|p| p.words.contains("vốn tỉnh và")).map(|p| f64::from(p.size)).collect();
    vec![
        ("giãn dòng nội dung", within),
        ("thụt đầu dòng", lines.iter().filter(|p| first(p)).map(|p| p.left - left).collect()),
        ("khoảng thêm giữa hai đoạn", between),
        ("cỡ chữ chú thích chân trang", notes),
    ]
}
