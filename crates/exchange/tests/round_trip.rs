//! What was written comes back.
// A file that cannot be read fails the test.
#![allow(clippy::unwrap_used)]

mod common;

use common::{form, large};
use exchange::{Answer, Form, Other, open, returned, stamp, write};

fn read(bytes: &[u8], form: &Form) -> exchange::Returned {
    returned(&open(bytes).unwrap(), form).unwrap()
}

fn says_what_is_kept(form: &Form, answers: &[Answer]) {
    assert_eq!(answers.len(), form.rows.len());
    for (row, answer) in form.rows.iter().zip(answers) {
        assert_eq!(answer.cell, row.cell);
        assert_eq!(answer.stated, row.now.stated, "{}", row.name);
        assert_eq!(answer.note.clone().filter(|n| !n.is_empty()), row.now.note);
        assert_eq!(answer.base.as_ref(), Some(&row.now));
    }
}

#[test]
fn an_untouched_form_says_what_is_kept_and_nothing_else() {
    let form = form();
    let bytes = write(&form).unwrap();
    let back = read(&bytes, &form);
    assert_eq!(back.messages, []);
    says_what_is_kept(&form, &back.answers);
}

#[test]
fn a_form_of_a_thousand_rows_comes_back() {
    let form = large(1000);
    says_what_is_kept(&form, &read(&write(&form).unwrap(), &form).answers);
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    assert_eq!(write(&form()).unwrap(), write(&form()).unwrap());
}

#[test]
fn other_forms_are_recognised() {
    let form = form();
    let workbook = open(&write(&form).unwrap()).unwrap();
    assert_eq!(stamp(&workbook).as_ref(), Some(&form.stamp));
    let with = |change: &dyn Fn(&mut Form)| {
        let mut other = form.clone();
        change(&mut other);
        returned(&workbook, &other).unwrap_err()
    };
    assert_eq!(with(&|f| f.stamp.place = "huyen-khac".into()), Other::Place);
    assert_eq!(with(&|f| f.stamp.round = "2021-Q3".into()), Other::Round("2021-Q2".to_owned()));
    assert_eq!(with(&|f| f.stamp.unit = "xa-khac".into()), Other::Unit("xa-nam-kha".into()));
}

#[test]
fn an_older_form_gives_what_is_still_asked_and_says_so() {
    let old = form();
    let bytes = write(&old).unwrap();
    let mut now = form();
    now.rows.remove(1);
    now.rows.push(large(1).rows.remove(0));
    now.stamp.version = Form::version(now.rows.iter().map(|row| &row.cell));
    let back = read(&bytes, &now);
    assert_eq!(back.answers.len(), old.rows.len() - 1);
    let said: Vec<String> = back.messages.iter().map(exchange::Message::vi).collect();
    assert_eq!(said.len(), 2);
    assert!(said[0].starts_with("Tệp làm từ bản biểu cũ: biểu nay hỏi thêm 1 ô."), "{said:?}");
    assert!(said[1].contains("Tổng đàn gia súc: biểu hiện nay không còn hỏi"), "{said:?}");
}
