//! Plans over time: the cases of `suite/plans/*.txt`, and laws. `BLESS=1` writes the answers anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod laws;

use engine::plans::{self, DueBy, Fit, Light};
use engine::questions::passed;
use engine::{Book, findings, resolve};
use model::*;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A place with plans, and what was asked of it.
struct Story {
    book: Book,
    plans: BTreeMap<String, PlanDecision>,
    marks: BTreeMap<String, Cut>,
    last: Cut,
}

fn office() -> Account {
    Account::new("van-phong", "tinh", vec![Grant::everywhere(Role::Compiler)])
}

fn day(text: &str) -> Date {
    viet::date::parse(text).unwrap_or_else(|| panic!("{text}"))
}

fn period(text: &str) -> Period {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

fn plan_key(code: &str, unit: &str, of: &str) -> CellKey {
    CellKey { indicator: code.into(), unit: unit.into(), period: period(of), measure: Measure::Plan }
}

/// `mốc 2025-Q1 10%, 2025-H1 240`; none where the text says none.
fn milestones(text: &str) -> Option<Vec<Milestone>> {
    let all = text.strip_prefix("mốc")?.trim();
    let one = |text: &str| {
        let (by, reach) = text.trim().split_once(' ')?;
        let number = viet::number::parse(reach.trim_end_matches('%'))?;
        let reach = if reach.ends_with('%') { Reach::Share(number) } else { Reach::Amount(number) };
        Some(Milestone { by: period(by), reach })
    };
    Some(all.split(", ").filter_map(one).collect())
}

impl Story {
    fn new() -> Self {
        let unit = |id: &str, kind, parent: Option<&str>| Unit {
            placements: vec![Placement { parent: parent.map(UnitId::from), from: None, to: None }],
            ..Unit::of(id, id, kind)
        };
        let under = |id, kind| unit(id, kind, Some("tinh"));
        let units = vec![
            unit("tinh", UnitKind::Province, None),
            under("xa-a", UnitKind::Commune),
            under("xa-b", UnitKind::Commune),
            under("xa-c", UnitKind::Commune),
            under("so-x", UnitKind::Department),
            under("so-y", UnitKind::Department),
        ];
        let place = Place::of("tinh");
        let mut story = Self {
            book: Book::default(),
            plans: BTreeMap::new(),
            marks: BTreeMap::new(),
            last: Cut::default(),
        };
        story.append(Act::PlaceFounded { place, units, successions: Vec::new() });
        story
    }

    fn append(&mut self, act: Act) {
        let cut = Cut(self.book.cut.0 + 1);
        self.book.apply(&Entry { cut, at: "2025-06-01T00:00:00Z".to_owned(), by: "van-phong".into(), act });
    }

    fn decided(&mut self, act: Result<Option<Act>, Refusal>) -> Option<String> {
        match act {
            Ok(Some(act)) => {
                let step = !matches!(&act, Act::PlanTended(PlanAct::StepSwitched { .. }));
                self.append(act);
                self.last = if step { self.book.cut } else { self.last };
                None
            }
            Ok(None) => Some("không có gì để làm".to_owned()),
            Err(refusal) => Some(refusal.vi()),
        }
    }

    fn indicator(&mut self, [code, name, unit, timing]: [&str; 4], more: &[&str]) {
        let by = match more.contains(&"lấy mức cao nhất") {
            true => JoiningBy::Greatest,
            false => JoiningBy::Timing,
        };
        let indicator = Indicator {
            code: code.into(),
            name: name.to_owned(),
            measure_unit: unit.to_owned(),
            counted: viet::measure_unit::is_counted(unit),
            decimals: 0,
            timing: serde_json::from_str(&format!("\"{timing}\"")).unwrap(),
            collector: Collector::Unit("so-x".into()),
            owner: "so-x".into(),
            planned: true,
            part_of: None,
            formula: more.iter().find_map(|m| m.strip_prefix("công thức ")).map(str::to_owned),
            source: String::new(),
            group: String::new(),
            restricted: false,
            joining: Joining { by, ..Joining::default() },
            less_is_better: more.contains(&"thấp là tốt"),
        };
        self.append(Act::IndicatorSet { indicator });
    }

    fn state(&mut self, key: CellKey, text: &str) {
        let stated = Some(Stated::Number(viet::number::parse(text).unwrap()));
        let observation = Observation { key, stated, approx: None, as_of: None, note: None };
        self.append(Act::PlanSet { observation, basis: String::new() });
    }

    fn decision(
        &mut self,
        name: &str,
        number: &str,
        signed: &str,
        from: &str,
        more: &[&str],
    ) -> Option<String> {
        let replaced =
            more.iter().find_map(|m| m.strip_prefix("thay ")).into_iter().flat_map(|m| m.split(", "));
        let decision = PlanDecision {
            id: PlanId::from(format!("qd-{}", self.plans.len())),
            number: number.to_owned(),
            date: day(signed),
            issuer: "UBND tỉnh".to_owned(),
            title: String::new(),
            from: day(from),
            replaces: replaced.map(|name| self.plans[name].id.clone()).collect(),
            file: None,
            milestones: more.iter().find_map(|m| milestones(m)).unwrap_or_default(),
        };
        let refused = self.decided(plans::decide(&self.book, &office(), decision.clone()));
        self.plans.insert(name.to_owned(), decision);
        refused
    }

    fn give(
        &mut self,
        name: &str,
        code: &str,
        unit: &str,
        of: &str,
        text: &str,
        more: &[&str],
    ) -> Option<String> {
        let typed = plans::Typed {
            indicator: code.into(),
            unit: unit.into(),
            period: period(of),
            text: text.to_owned(),
            milestones: more.iter().find_map(|m| milestones(m)),
        };
        let plan = self.plans[name].id.clone();
        self.decided(plans::set_targets(&self.book, &office(), &plan, &[typed], None))
    }

    fn name(&self, version: &plans::Version) -> String {
        let source = match &version.source {
            plans::Source::Stated => "đã nêu".to_owned(),
            plans::Source::Decision(plan) => {
                let named = self.plans.iter().find(|(_, d)| d.id == *plan);
                named.map_or_else(|| plan.to_string(), |(name, d)| format!("{name} ({})", d.number))
            }
        };
        format!("{} theo {source}", viet::aim::format(version.amount, version.approx))
    }

    /// What a line does or asks; what is answered.
    fn line(&mut self, what: &str, said: &[&str]) -> Vec<String> {
        let done = match (what, said) {
            ("chỉ tiêu", [code, name, unit, timing, rest @ ..]) => {
                self.indicator([code, name, unit, timing], rest);
                None
            }
            ("nêu", [code, unit, of, text]) => {
                self.state(plan_key(code, unit, of), text);
                None
            }
            ("số", [code, unit, of, text]) => {
                self.state(CellKey { measure: Measure::Actual, ..plan_key(code, unit, of) }, text);
                None
            }
            ("quyết định", [name, number, signed, from, more @ ..]) => {
                self.decision(name, number, signed, from, more)
            }
            ("giao", [name, code, unit, of, text, more @ ..]) => self.give(name, code, unit, of, text, more),
            ("quy tắc số", [id, formula]) => {
                let rule = Rule::new((*id).into(), RuleKind::Ratio, *formula);
                self.append(Act::RuleSet { rule, reason: "như báo cáo".to_owned() });
                None
            }
            ("tắt quy tắc", [id]) => {
                let rule = self.book.rules.iter().find(|rule| rule.id.as_str() == *id).unwrap();
                let rule = Rule { active: false, ..rule.clone() };
                self.append(Act::RuleSet { rule, reason: "không phân bổ".to_owned() });
                None
            }
            ("trả lời", [at, text]) => {
                let asked = findings::of_period(&self.book, period(at)).into_iter();
                for finding in asked.filter(|f| f.kind == RuleKind::PlanDistribution) {
                    let (key, text, computation) = (finding.key, (*text).to_owned(), finding.computation);
                    let answer =
                        Answer { key, kind: AnswerKind::Accepted, text, computation, by: None, at: None };
                    self.append(Act::FindingAnswered { answer });
                }
                None
            }
            ("gỡ", [name]) => {
                let plan = self.plans[*name].id.clone();
                self.decided(plans::drop_decision(&self.book, &office(), &plan))
            }
            ("hoàn tác", _) => self.decided(plans::switch_step(&self.book, &office(), self.last, true)),
            ("mốc sổ", [name]) => {
                self.marks.insert((*name).to_owned(), self.book.cut);
                None
            }
            ("quy tắc", [from, green, amber, basis]) => {
                let number = |text: &str| viet::number::parse(text).unwrap().value();
                let rule = SignalRule {
                    from: Some(day(from)),
                    green: number(green),
                    amber: number(amber),
                    basis: (*basis).to_owned(),
                };
                self.decided(plans::set_signals(&self.book, &office(), rule))
            }
            ("sáp nhập", [on, heir, old]) => {
                let whole =
                    |from: &str| Succession::whole(from.into(), (*heir).into(), day(on), "Nghị quyết 1");
                self.reorganise(on, old.split(", ").map(whole).collect());
                None
            }
            ("chia", [on, old, heirs]) => {
                let part = |heir: &str| {
                    let (heir, percent) = heir.split_once(' ').unwrap();
                    let share = viet::number::parse(percent.trim_end_matches('%'));
                    let mut succession =
                        Succession::whole((*old).into(), heir.into(), day(on), "Nghị quyết 1");
                    let share = share.map(|n| Share::declared(n.value() / Decimal::ONE_HUNDRED));
                    succession.shares = share
                        .into_iter()
                        .flat_map(|s| [(ShareKey::People, s), (ShareKey::Area, s)])
                        .collect();
                    succession
                };
                self.reorganise(on, heirs.split(", ").map(part).collect());
                None
            }
            ("kết thúc", [on, old]) => {
                let mut unit = self.book.units[&UnitId::from(*old)].clone();
                unit.placements[0].to = Some(day(on));
                self.append(Act::Territory {
                    change: TerritoryAct::Loaded { units: vec![unit], successions: Vec::new() },
                });
                None
            }
            _ => return self.answer(what, said),
        };
        done.into_iter().collect()
    }

    /// Old units end and new ones begin on a day.
    fn reorganise(&mut self, on: &str, successions: Vec<Succession>) {
        let mut units: BTreeMap<UnitId, Unit> = BTreeMap::new();
        for succession in &successions {
            let mut old = self.book.units[&succession.from].clone();
            let mut new = Unit { id: succession.to.clone(), name: succession.to.to_string(), ..old.clone() };
            new.placements[0].from = Some(day(on));
            old.placements[0].to = Some(day(on));
            units.extend([(old.id.clone(), old), (new.id.clone(), new)]);
        }
        let units = units.into_values().collect();
        self.append(Act::Territory { change: TerritoryAct::Loaded { units, successions } });
    }

    fn answer(&self, what: &str, said: &[&str]) -> Vec<String> {
        let date = |date: Option<Date>| date.map_or("…".to_owned(), viet::date::format);
        match (what, said) {
            ("? phiên bản", [code, unit, of]) => {
                let found = plans::versions(&self.book, &plan_key(code, unit, of), self.book.cut);
                let line = |v: &plans::Version| {
                    let span = format!("từ {} đến trước {}", date(v.from), date(v.until));
                    format!("bản {}: {}, {span}", v.number, self.name(v))
                };
                found.iter().map(line).collect()
            }
            ("? hiệu lực", [code, unit, of, on, rest @ ..]) => {
                let at = rest.first().map_or(self.book.cut, |name| self.marks[*name]);
                let found = plans::versions(&self.book, &plan_key(code, unit, of), at);
                let held = found.iter().rev().find(|v| v.holds(day(on)));
                vec![held.map_or("không có bản nào có hiệu lực".to_owned(), |v| self.name(v))]
            }
            ("? phân bổ", [code, of, on]) => {
                let found = plans::distribution(&self.book, &(*code).into(), period(of), day(on));
                found.iter().map(shared).collect()
            }
            ("? hỏi", [at]) => {
                let found = findings::of_period(&self.book, period(at)).into_iter();
                let kinds = [RuleKind::PlanDistribution, RuleKind::PlanAgainstActual, RuleKind::Ratio];
                let found = found.filter(|f| kinds.contains(&f.kind));
                found.flat_map(|f| asked(&f)).collect()
            }
            ("? khớp", [at]) => {
                let held = passed::passed(&self.book, period(at)).into_iter();
                held.filter(|p| p.rule.kind == RuleKind::PlanDistribution).map(|p| p.computation).collect()
            }
            ("? % kế hoạch", [code, unit, at]) => {
                let at = period(at);
                let unit = Some(UnitId::from(*unit)).filter(|u| *u != self.book.place_unit());
                let found = resolve(&self.book, &(*code).into(), Measure::PctOfPlan, unit.as_ref(), at);
                let figure = Figure { unit, ..Figure::of("f".into(), (*code).into(), Measure::PctOfPlan) };
                let version = plans::of_figure(&self.book, &figure, at);
                let percent = found.number().map_or("…".to_owned(), viet::number::format);
                vec![format!("{percent}%, {}", version.map_or("không có".to_owned(), |v| self.name(&v)))]
            }
            ("? tính", [code, unit, at]) => {
                let unit = Some(UnitId::from(*unit)).filter(|u| *u != self.book.place_unit());
                let found = resolve(&self.book, &(*code).into(), Measure::Actual, unit.as_ref(), period(at));
                vec![found.number().map_or("chưa tính được".to_owned(), viet::number::format)]
            }
            ("? giao lại", [name, of]) => {
                let found = plans::offered(&self.book, &self.plans[*name].id, period(of));
                let line = |offer: &plans::Offer| {
                    let from = |(unit, amount): &(UnitId, Option<Number>)| {
                        let amount = amount.map_or("chưa giao".to_owned(), viet::number::format);
                        format!("{unit} {amount}")
                    };
                    let of: Vec<String> = offer.of.iter().map(from).collect();
                    let to =
                        offer.unit.as_ref().map_or("không có đơn vị kế thừa".to_owned(), UnitId::to_string);
                    let amount = offer.amount.map_or("phải tự quyết định".to_owned(), viet::number::format);
                    let made =
                        if offer.made == plans::Made::Estimated { ", ước theo phần chia" } else { "" };
                    format!("{} {to}: {amount}{made} (từ {})", offer.indicator, of.join(" + "))
                };
                found.iter().map(line).collect()
            }
            ("? tiến độ", [code, unit, of, at]) => self.progress(&plan_key(code, unit, of), period(at)),
            _ => panic!("{what} {said:?}"),
        }
    }

    fn progress(&self, key: &CellKey, at: Period) -> Vec<String> {
        let Some(found) = plans::progress(&self.book, key, at) else {
            return vec![format!("{at}: chưa có kế hoạch có hiệu lực")];
        };
        let number = |n: Decimal| viet::number::format(Number::new(n.normalize()));
        let mut line = format!("{at}: kế hoạch {}", number(found.version.amount.value()));
        let reached = found.reached.as_ref().map_or("chưa biết".to_owned(), |r| number(r.amount));
        write!(line, ", đạt {reached}").unwrap();
        if let Some(percent) = found.percent {
            write!(line, " ({}%)", number(percent)).unwrap();
        }
        write!(line, "; thời gian {}%", number(found.elapsed)).unwrap();
        if let Some(due) = found.due {
            let why = match due.by {
                DueBy::Milestone(by) => format!("theo mốc {by}"),
                DueBy::Elapsed => "theo thời gian".to_owned(),
                DueBy::End => "hết kỳ".to_owned(),
            };
            write!(line, "; đến nay phải đạt {} ({why})", number(due.amount.round_dp(2))).unwrap();
        }
        if let Some(need) = found.need {
            let words = if self.book.indicator(&key.indicator).unwrap().less_is_better {
                "mức còn lại"
            } else {
                "còn cần"
            };
            write!(
                line,
                "; {words} {}, mỗi tháng {} trong {} tháng",
                number(need.rest),
                number(need.monthly),
                need.months
            )
            .unwrap();
        }
        let light = match found.light {
            Light::Done => "ĐẠT",
            Light::Green => "XANH",
            Light::Amber => "VÀNG",
            Light::Red => "ĐỎ",
            Light::Later => "CHƯA ĐẾN HẠN",
            Light::Unknown => "CHƯA RÕ",
        };
        vec![format!("{line}; {light}")]
    }
}

/// A question with what it rests on.
fn asked(finding: &Finding) -> Vec<String> {
    let severity = match finding.severity {
        Severity::Error => "LỖI",
        Severity::Warning => "CẢNH BÁO",
        Severity::Info => "lưu ý",
    };
    let evidence: Vec<String> =
        finding.evidence.iter().map(|e| format!("{} {}", e.key.unit, e.printed)).collect();
    vec![
        format!("{severity} [{}], hỏi {}: {}", finding.key, finding.ask, finding.says),
        format!("  {} ({})", finding.computation, evidence.join(", ")),
        finding
            .answer
            .as_ref()
            .map_or(format!("  {}", finding.hint), |a| format!("  đã trả lời: {}", a.text)),
    ]
}

fn shared(d: &plans::Distribution) -> String {
    let fit = match d.fit {
        Fit::Meets => "khớp",
        Fit::Together => "khớp khi cộng cả các đơn vị loại khác",
        Fit::Unfinished => "chưa giao hết",
        Fit::Beyond => "giao cao hơn yêu cầu",
        Fit::Short => "LỆCH: không bảo đảm mức chung",
    };
    let kind = match d.kind {
        UnitKind::Commune => "xã",
        UnitKind::Department => "sở",
        _ => "cấp dưới",
    };
    let number = |n: Decimal| viet::number::format(Number::new(n));
    let without: Vec<&str> = d.without.iter().map(UnitId::as_str).collect();
    let without =
        if without.is_empty() { String::new() } else { format!(", chưa giao: {}", without.join(", ")) };
    format!(
        "{} giao {}; {} {kind} cộng {}{without}: {fit}",
        d.key.unit,
        viet::aim::format(d.whole.amount, d.whole.approx),
        d.given.len(),
        number(d.sum)
    )
}

fn told(case: &str) -> String {
    let mut story = Story::new();
    let mut text = String::new();
    for line in case.lines().filter(|l| !l.starts_with('>')) {
        writeln!(text, "{line}").unwrap();
        let Some((what, said)) = line
            .split_once(':')
            .filter(|_| !line.starts_with('#'))
            .or_else(|| line.starts_with("hoàn tác").then_some((line, "")))
        else {
            continue;
        };
        let said: Vec<&str> = said.split('|').map(str::trim).collect();
        for answer in story.line(what.trim(), &said) {
            writeln!(text, "> {answer}").unwrap();
        }
    }
    text.trim_end().to_owned()
}

#[test]
fn every_case_is_told_as_its_file_says() {
    for name in ["versions", "distribution", "asked", "progress", "heirs"] {
        let file = format!("{}/../../suite/plans/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let written = std::fs::read_to_string(&file).unwrap();
        let (head, cases) = written.split_once("\n## ").unwrap();
        let mut seen = head.trim_end().to_owned();
        for case in cases.split("\n## ") {
            let (title, rest) = case.split_once('\n').unwrap();
            write!(seen, "\n\n## {title}\n{}", told(rest)).unwrap();
        }
        seen.push('\n');
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &seen).unwrap();
        }
        assert_eq!(seen, std::fs::read_to_string(&file).unwrap());
    }
}
