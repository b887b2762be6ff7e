//! Content streams: which letters and rules stand where on a page (ISO 32000-1, 8.4 and 9.4).

use super::file::{self, Page};
use super::font::Font;
use super::geometry::{Matrix, Place, Rule, place};
use super::lexer::{Bracket, Lexer, Token};
use lopdf::{Dictionary, Document, Object};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Forms inside forms.
const MAX_DEPTH: usize = 12;
/// Saved graphics states.
const MAX_STATES: usize = 256;
/// Operands of one operator; a table of text pieces may be long.
const MAX_OPERANDS: usize = 50_000;
/// Letters of a file; the text read is shorter still.
const MAX_GLYPHS: usize = 1_500_000;
/// Rules of a page and of a file.
const MAX_RULES: usize = 6_000;
const MAX_ALL_RULES: usize = 200_000;
/// What drawing a form costs of the budget beyond its bytes.
const FORM_COST: usize = 16 * 1024;
/// Letters drawn at one place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) letters: String,
    pub(super) left: Place,
    pub(super) right: Place,
    /// Where the next letter would be set: beyond `right` when letters are spaced out.
    pub(super) next: Place,
    pub(super) base: Place,
    pub(super) size: Place,
    pub(super) bold: bool,
    /// Index into [`Sheet::fonts`].
    pub(super) font: usize,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) width: Place,
    pub(super) height: Place,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Whether a picture covers most of it.
    pub(super) is_picture: bool,
    /// Letters that stand upright after so many more quarter turns, and are left out.
    turned: [usize; 4],
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<(usize, Rc<Font>)>,
    size: f32,
    letter_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    /// Whether letters are filled and stroked, which stands for bold.
    thick: bool,
}

/// Reads pages one after the other, fonts once.
pub(super) struct Painter<'d> {
    document: &'d Document,
    budget: usize,
    glyphs_left: usize,
    rules_left: usize,
    fonts_read: BTreeMap<*const Dictionary, usize>,
    pub(super) fonts: Vec<Rc<Font>>,
}

impl<'d> Painter<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            budget: file::MAX_CONTENT_BYTES,
            glyphs_left: MAX_GLYPHS,
            rules_left: MAX_ALL_RULES,
            fonts_read: BTreeMap::new(),
            fonts: Vec::new(),
        }
    }

    /// What a page shows, turned so that most of its text stands upright.
    pub(super) fn paint(&mut self, page: &Page<'d>) -> Sheet {
        let sheet = self.paint_once(page);
        let most = (1u8..4).max_by_key(|turns| sheet.turned.get(usize::from(*turns)));
        match most.filter(|turns| sheet.turned.get(usize::from(*turns)) > Some(&sheet.glyphs.len())) {
            Some(turns) => self.paint_once(&Page { turns: (page.turns + turns) % 4, ..*page }),
            None => sheet,
        }
    }

    fn paint_once(&mut self, page: &Page<'d>) -> Sheet {
        let (matrix, width, height) = Matrix::of_page(page);
        let mut sheet = Sheet { width: place(width), height: place(height), ..Sheet::default() };
        let content = self.page_content(page);
        let state = State {
            matrix,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            thick: false,
        };
        Run { painter: self, sheet: &mut sheet, resources: page.resources, depth: 0 }.all(&content, state);
        sheet
    }

    fn page_content(&mut self, page: &Page<'d>) -> Vec<u8> {
        let contents =
            page.dictionary.get(b"Contents").ok().and_then(|object| file::resolve(self.document, object));
        let parts = match contents {
            Some(Object::Array(parts)) => parts.as_slice(),
            Some(single) => std::slice::from_ref(single),
            None => &[],
        };
        let mut out = Vec::new();
        for part in parts {
            let inflated =
                file::resolve(self.document, part).and_then(|part| file::inflate(part, &mut self.budget));
            out.extend(inflated.unwrap_or_default());
            out.push(b'\n');
        }
        out
    }

    fn font(&mut self, dictionary: &'d Dictionary) -> (usize, Rc<Font>) {
        let index = *self.fonts_read.entry(std::ptr::from_ref(dictionary)).or_insert_with(|| {
            self.fonts.push(Rc::new(Font::read(self.document, dictionary, &mut self.budget)));
            self.fonts.len() - 1
        });
        (index, self.fonts.get(index).cloned().unwrap_or_default())
    }
}

/// One content stream: the page's, or that of a form.
struct Run<'r, 'd> {
    painter: &'r mut Painter<'d>,
    sheet: &'r mut Sheet,
    resources: Option<&'d Dictionary>,
    depth: usize,
}

/// Text position, path and marked content of a stream while it runs.
struct Pen {
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Vec<(f32, f32)>,
    /// Bounds of the outlines before the one that is being drawn.
    outlines: Vec<[f32; 4]>,
    boxes: Vec<[f32; 4]>,
    start: (f32, f32),
    lines: Vec<[f32; 4]>,
    /// For each open marked content: letters that stand for all that is drawn in it.
    marked: Vec<Option<String>>,
}

impl<'d> Run<'_, 'd> {
    fn all(&mut self, content: &[u8], state: State) {
        let mut pen = Pen {
            state,
            saved: Vec::new(),
            text: Matrix::SAME,
            line: Matrix::SAME,
            path: Vec::new(),
            outlines: Vec::new(),
            boxes: Vec::new(),
            start: (0.0, 0.0),
            lines: Vec::new(),
            marked: Vec::new(),
        };
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Token<'_>> = Vec::new();
        while let Some(token) = lexer.next() {
            match token {
                Token::Word(b"ID") => lexer.skip_image(),
                Token::Word(word) => self.operator(&mut pen, word, &operands),
                other => {
                    if operands.len() < MAX_OPERANDS {
                        operands.push(other);
                    }
                    continue;
                }
            }
            operands.clear();
        }
    }

    fn operator(&mut self, pen: &mut Pen, word: &[u8], operands: &[Token<'_>]) {
        let numbers: Vec<f32> = operands
            .iter()
            .take(6)
            .filter_map(|token| if let Token::Number(number) = token { Some(*number) } else { None })
            .collect();
        let number = |at: usize| numbers.get(at).copied().unwrap_or(0.0);
        let six = || numbers.first_chunk::<6>().copied().map_or(Matrix::SAME, Matrix);
        match word {
            b"q" if pen.saved.len() < MAX_STATES => pen.saved.push(pen.state.clone()),
            b"Q" => pen.state = pen.saved.pop().unwrap_or_else(|| pen.state.clone()),
            b"cm" => pen.state.matrix = six().then(pen.state.matrix),
            b"BT" => pen.move_to(Matrix::SAME),
            b"Tm" => pen.move_to(six()),
            b"Td" => pen.next_line(number(0), number(1)),
            b"TD" => {
                pen.state.leading = -number(1);
                pen.next_line(number(0), number(1));
            }
            b"T*" => pen.next_line(0.0, -pen.state.leading),
            b"TL" => pen.state.leading = number(0),
            b"Tc" => pen.state.letter_space = number(0),
            b"Tw" => pen.state.word_space = number(0),
            b"Tz" => pen.state.stretch = number(0) / 100.0,
            b"Ts" => pen.state.rise = number(0),
            b"Tr" => pen.state.thick = number(0) == 2.0,
            b"Tf" => self.choose(pen, operands, number(0)),
            b"Tj" | b"TJ" => self.show(pen, operands),
            b"'" | b"\"" => {
                if word == b"\"" {
                    (pen.state.word_space, pen.state.letter_space) = (number(0), number(1));
                }
                pen.next_line(0.0, -pen.state.leading);
                self.show(pen, operands);
            }
            b"Do" => self.draw(pen, operands),
            b"BDC" => pen.marked.push(actual_text(operands)),
            b"BMC" => pen.marked.push(None),
            b"EMC" => {
                pen.marked.pop();
            }
            b"m" => pen.start_path(number(0), number(1)),
            b"l" => pen.line_to(number(0), number(1)),
            b"h" => pen.line_to(pen.start.0, pen.start.1),
            b"s" | b"b" | b"b*" => {
                pen.line_to(pen.start.0, pen.start.1);
                self.finish(pen, true, false);
            }
            b"re" => {
                let corner = (number(0), number(1));
                pen.boxes.push([corner.0, corner.1, corner.0 + number(2), corner.1 + number(3)]);
            }
            b"S" | b"B" | b"B*" => self.finish(pen, true, false),
            b"f" | b"F" | b"f*" => self.finish(pen, false, true),
            b"n" => self.finish(pen, false, false),
            _ => {}
        }
    }

    fn choose(&mut self, pen: &mut Pen, operands: &[Token<'_>], size: f32) {
        pen.state.size = size;
        let Some(Token::Name(name)) = operands.first() else { return };
        let document = self.painter.document;
        let fonts = self.resources.and_then(|resources| file::dictionary(document, resources, b"Font"));
        let font = fonts.and_then(|fonts| file::dictionary(document, fonts, name));
        pen.state.font = font.map(|font| self.painter.font(font));
    }

    fn show(&mut self, pen: &mut Pen, operands: &[Token<'_>]) {
        let Some((index, font)) = pen.state.font.clone() else { return };
        for operand in operands {
            match operand {
                Token::Number(back) => pen.advance(-back / 1000.0 * pen.state.size),
                Token::String(bytes) => font.show(bytes, |shown| {
                    let width = shown.width * pen.state.size;
                    let word_space = if shown.is_blank { pen.state.word_space } else { 0.0 };
                    let step = width + pen.state.letter_space + word_space;
                    if self.painter.glyphs_left > 0 {
                        self.painter.glyphs_left -= 1;
                        let letters = pen.letters(shown.letters);
                        match pen.glyph(letters, width, step) {
                            Ok(glyph) => self.sheet.glyphs.push(Glyph {
                                bold: font.bold || pen.state.thick,
                                font: index,
                                ..glyph
                            }),
                            Err(turns) => self.sheet.turned[turns] += 1,
                        }
                    }
                    pen.advance(step);
                }),
                _ => {}
            }
        }
    }

    /// A form is content of its own; a picture only covers.
    fn draw(&mut self, pen: &mut Pen, operands: &[Token<'_>]) {
        let Some(Token::Name(name)) = operands.first() else { return };
        let document = self.painter.document;
        let objects = self.resources.and_then(|resources| file::dictionary(document, resources, b"XObject"));
        let Some(object) = objects.and_then(|objects| file::resolve(document, objects.get(name).ok()?))
        else {
            return;
        };
        let Some(form) = file::dictionary_of(document, object) else { return };
        match file::name(document, form, b"Subtype") {
            Some(b"Image") => {
                let [(x0, y0), (x1, y1)] = [pen.state.matrix.at(0.0, 0.0), pen.state.matrix.at(1.0, 1.0)];
                let (wide, high) = (place((x1 - x0).abs()), place((y1 - y0).abs()));
                let most = |part: Place, whole: Place| i64::from(part) * 10 > i64::from(whole) * 6;
                self.sheet.is_picture |= most(wide, self.sheet.width) && most(high, self.sheet.height);
            }
            Some(b"Form") if self.depth < MAX_DEPTH => {
                self.painter.budget = self.painter.budget.saturating_sub(FORM_COST);
                if self.painter.budget == 0 {
                    return;
                }
                let Some(content) = file::inflate(object, &mut self.painter.budget) else { return };
                let parts = file::array(document, form, b"Matrix").unwrap_or_default();
                let parts: Vec<f32> = parts.iter().filter_map(|part| part.as_float().ok()).collect();
                let own = parts.first_chunk::<6>().copied().map_or(Matrix::SAME, Matrix);
                let state = State { matrix: own.then(pen.state.matrix), ..pen.state.clone() };
                let resources = file::dictionary(document, form, b"Resources").or(self.resources);
                let depth = self.depth + 1;
                Run { painter: self.painter, sheet: self.sheet, resources, depth }.all(&content, state);
            }
            _ => {}
        }
    }

    /// Ends a path: thin boxes and straight lines are rules, larger stroked boxes are four.
    fn finish(&mut self, pen: &mut Pen, strokes: bool, fills: bool) {
        let lines = std::mem::take(&mut pen.lines);
        let boxes = std::mem::take(&mut pen.boxes);
        let outlines = std::mem::take(&mut pen.outlines).into_iter().chain(bounds(&pen.path));
        let filled: Vec<[f32; 4]> = outlines.filter(|_| fills).collect();
        pen.path.clear();
        let room = MAX_RULES.saturating_sub(self.sheet.rules.len()).min(self.painter.rules_left);
        let mut found: Vec<Rule> = Vec::new();
        for line in lines.into_iter().filter(|_| strokes).take(room) {
            found.extend(Some(pen.rule(line)).filter(|rule| rule.is_thin()));
        }
        for area in boxes.into_iter().filter(|_| strokes || fills).chain(filled).take(room) {
            let rule = pen.rule(area);
            if rule.is_thin() {
                found.push(rule);
            } else if strokes {
                found.extend(rule.edges());
            }
        }
        found.truncate(room);
        self.painter.rules_left -= found.len();
        self.sheet.rules.extend(found);
    }
}

fn bounds(path: &[(f32, f32)]) -> Option<[f32; 4]> {
    let start = path.first()?;
    let grow =
        |[x0, y0, x1, y1]: [f32; 4], (x, y): &(f32, f32)| [x0.min(*x), y0.min(*y), x1.max(*x), y1.max(*y)];
    (path.len() > 2).then(|| path.iter().fold([start.0, start.1, start.0, start.1], grow))
}

/// `/Span << /ActualText (…) >>`: what the letters drawn stand for.
fn actual_text(operands: &[Token<'_>]) -> Option<String> {
    let key =
        operands.iter().position(|token| matches!(token, Token::Name(name) if &**name == b"ActualText"))?;
    let Some(Token::String(bytes)) = operands.get(key + 1) else { return None };
    let is_list = operands.contains(&Token::Open(Bracket::Array));
    let units: Vec<u16> = match bytes.strip_prefix(b"\xfe\xff") {
        Some(wide) => wide.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect(),
        None => bytes.iter().map(|byte| u16::from(*byte)).collect(),
    };
    (!is_list && units.len() <= 16).then(|| String::from_utf16_lossy(&units))
}

impl Pen {
    fn move_to(&mut self, matrix: Matrix) {
        (self.text, self.line) = (matrix, matrix);
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.move_to(Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.line));
    }

    fn advance(&mut self, by: f32) {
        self.text = Matrix([1.0, 0.0, 0.0, 1.0, by * self.state.stretch, 0.0]).then(self.text);
    }

    /// Under marked content with letters of its own, these once and then nothing.
    fn letters(&mut self, shown: String) -> String {
        match self.marked.iter_mut().flatten().next() {
            Some(actual) => std::mem::take(actual),
            None => shown,
        }
    }

    /// A letter that runs from left to right, else the quarter turns that would make it so.
    fn glyph(&self, letters: String, width: f32, step: f32) -> Result<Glyph, usize> {
        let map = self.text.then(self.state.matrix);
        let [a, b, c, d, ..] = map.0;
        let along = |by: f32| map.at(by * self.state.stretch, self.state.rise);
        let ((left, base), (right, _), (next, _)) = (along(0.0), along(width), along(step));
        let size = self.state.size.abs() * (c * c + d * d).sqrt();
        let sane = size.is_finite() && size < 1000.0 && left.is_finite() && base.is_finite();
        if !sane || a < 4.0 * b.abs() {
            return Err(if b < -a.abs() {
                1
            } else if b > a.abs() {
                3
            } else {
                2
            });
        }
        let (left, right) = (place(left), place(right));
        Ok(Glyph {
            letters,
            left,
            right: right.max(left),
            next: place(next),
            base: place(base),
            size: place(size),
            bold: false,
            font: 0,
        })
    }

    fn start_path(&mut self, x: f32, y: f32) {
        if self.outlines.len() < MAX_RULES {
            self.outlines.extend(bounds(&self.path));
        }
        self.start = (x, y);
        self.path = vec![(x, y)];
    }

    fn line_to(&mut self, x: f32, y: f32) {
        if let (Some((from_x, from_y)), true) = (self.path.last(), self.lines.len() < MAX_RULES) {
            self.lines.push([*from_x, *from_y, x, y]);
            self.path.push((x, y));
        }
    }

    fn rule(&self, [x0, y0, x1, y1]: [f32; 4]) -> Rule {
        let ((x0, y0), (x1, y1)) = (self.state.matrix.at(x0, y0), self.state.matrix.at(x1, y1));
        Rule {
            left: place(x0.min(x1)),
            top: place(y0.min(y1)),
            right: place(x0.max(x1)),
            bottom: place(y0.max(y1)),
        }
    }
}
