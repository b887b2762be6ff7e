//! What is wrong with an input, in both languages: the words of a `bad-input`.

use crate::refusal::{Refusal, RefusalCode};
use serde::{Deserialize, Serialize};

macro_rules! flaws {
    ($($name:ident => $vi:literal, $en:literal;)*) => {
        /// What is wrong with an input. The words are templates: `{}` takes what they name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum Flaw { $(#[doc = $en] $name,)* }

        impl Flaw {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            pub(crate) fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($vi, $en),)* }
            }
        }
    };
}

flaws! {
    // What many inputs lack.
    FileMissing => "thiếu tệp", "the file is missing";
    FileCut => "tệp không đến đủ", "the file did not arrive whole";
    BodyCut => "nội dung không đến đủ", "the content did not arrive whole";
    CellMissing => "thiếu ô số liệu", "the cell is missing";
    ChosenMissing => "thiếu danh sách chỉ tiêu được chọn", "the list of chosen indicators is missing";
    FileKindUnknown => "hãy chọn docx, pdf, html hoặc filled", "choose docx, pdf, html or filled";
    DayWrong => "ngày “{}” không đúng", "“{}” is no day";
    DayOrCutWrong => "“{}” không phải ngày hay mốc sổ", "“{}” is neither a day nor an entry of the ledger";
    MomentWrong => "thời điểm “{}” không đúng", "“{}” is no moment";
    EndBeforeStart => "ngày kết thúc phải sau ngày bắt đầu", "the last day must come after the first";
    ValidityReversed => "ngày hết hiệu lực phải sau ngày bắt đầu", "the end of validity must come after its start";
    UnitUnknown => "đơn vị được chọn không có trong danh mục", "the chosen unit is not in the catalogue";
    NameOrMeasureUnitEmpty => "tên chỉ tiêu và đơn vị tính không được để trống", "an indicator needs a name and a unit of measure";
    UnitNameLength => "tên đơn vị không được để trống hay dài quá 120 chữ", "a unit needs a name of at most 120 letters";

    // The catalogue, and the life of indicators.
    WeightWanted => "hãy chọn chỉ tiêu làm trọng số, khác chính chỉ tiêu này", "choose an indicator as weight, other than this one";
    FormulaOfItself => "công thức không được tính từ chính chỉ tiêu này trong kỳ này", "a formula may not use its own indicator in the same period";
    FormulaWithoutIndicator => "công thức cần ít nhất một chỉ tiêu", "a formula needs at least one indicator";
    NewIndicatorIncomplete => "chỉ tiêu mới cần mã, tên và đơn vị tính", "a new indicator needs a code, a name and a unit of measure";
    ChangeOfOther => "thay đổi không nói đến chỉ tiêu này", "the change does not speak of this indicator";
    NotUtf8 => "tệp không phải văn bản UTF-8; hãy lưu kiểu CSV UTF-8", "the file is no UTF-8 text; save it as CSV UTF-8";
    BasisOfChangeWanted => "hãy ghi văn bản hoặc lý do của thay đổi", "write down the document or the reason of the change";
    RenameEarlier => "đổi tên và đổi đơn vị tính chỉ ghi được từ ngày áp dụng trở đi", "a new name or unit of measure can only be noted from the day on which it applies";
    NewNameWanted => "hãy ghi tên mới, khác tên đang dùng", "write a new name, other than the one in use";
    NewMeasureUnitWanted => "hãy ghi đơn vị tính mới, khác đơn vị đang dùng", "write a new unit of measure, other than the one in use";
    FactorNotPositive => "hệ số quy đổi phải lớn hơn 0", "the factor of conversion must be greater than 0";
    MeasureUnitChangedLater => "chỉ tiêu này đã có lần đổi đơn vị tính vào ngày đó hoặc sau đó", "the unit of measure of this indicator changed on that day or later already";
    MethodWanted => "hãy ghi cách tính mới khác cách cũ ở đâu", "write down how the new method differs from the old one";
    TwoIndicatorsWanted => "hãy chọn ít nhất hai chỉ tiêu, không gồm chính chỉ tiêu này", "choose at least two indicators, this one not among them";
    IndicatorsUnlike => "các chỉ tiêu phải cùng đơn vị tính và cùng là số cộng được hoặc cùng là tỷ lệ", "the indicators must share the unit of measure, and all add up or all be ratios";
    OfficialCodeWrong => "mã chính thức gồm chữ, số, dấu chấm, gạch", "an official code is made of letters, digits, dots and hyphens";
    VerifiedByWanted => "đã đối chiếu thì hãy ghi đối chiếu với văn bản nào", "where a code was verified, write down by which document";
    NothingChosen => "chưa chọn chỉ tiêu nào để nhận", "no indicator is chosen to be taken";
    ListedUnitUnknown => "{}: đơn vị không có trong danh mục", "{}: the unit is not in the catalogue";
    ListedWholeUnknown => "{}: không có chỉ tiêu chung này", "{}: there is no such indicator of the whole";
    ListedWeightWanted => "{}: hãy chọn chỉ tiêu làm trọng số, khác chính chỉ tiêu này", "{}: choose an indicator as weight, other than this one";
    ListedFormulaWrong => "{}: công thức không đọc được hoặc dùng chỉ tiêu không có", "{}: the formula cannot be read, or uses an indicator that is not there";
    ListedCodeTaken => "{}: mã đã dùng cho chỉ tiêu khác", "{}: the code belongs to another indicator";
    RuleTwice => "đã có quy tắc này: {}", "this rule is there already: {}";
    RuleDayWrong => "“{}” không phải ngày, hãy chọn lại ngày", "“{}” is no day, choose it again";

    // Regimes, rounds and forms.
    RegimeCodeWrong => "mã chế độ gồm chữ hoa không dấu, chữ số và gạch nối, ví dụ TUAN-01", "the code of a regime is made of capital letters, digits and hyphens, such as TUAN-01";
    MainRegimeWhole => "chế độ báo cáo chính thu mọi số liệu của báo cáo", "the main regime collects all figures of the report";
    RegimeIndicatorUnknown => "chưa có chỉ tiêu {}", "there is no indicator {}";
    RegimeUnitUnknown => "chưa có đơn vị {}", "there is no unit {}";
    DueTooEarly => "hạn gửi phải sau ngày chốt số liệu ít nhất một ngày làm việc", "the due day must come at least one working day after figures are closed";
    HolidayUnnamed => "hãy ghi tên ngày nghỉ hoặc lý do làm bù", "write the name of the holiday, or the reason of the make-up day";
    ReceiverWrong => "đơn vị nhận báo cáo không đúng", "this unit cannot receive the report";
    RoutesOverlap => "hai tuyến báo cáo của một đơn vị không được chồng thời gian", "two routes of a unit may not overlap in time";
    ExclusionReasonWanted => "mỗi đơn vị không phải báo cáo cần một lý do", "each unit that need not report wants a reason";
    NobodyAsked => "chế độ này không hỏi đơn vị nào", "this regime asks nobody";
    ClosingReversed => "thời gian chốt số liệu bị đảo ngược", "figures must open before they close: change the days";
    EndsAtIssue => "kỳ này kết thúc khi báo cáo được ban hành", "this round ends when its report is issued";
    OutageReversed => "lúc kết thúc sự cố phải sau lúc bắt đầu", "the outage must end after it began";
    OutageUnnamed => "hãy ghi sự cố là gì", "write what the outage was";
    BraceOpen => "dấu { chưa có dấu } đóng lại", "a { is not closed by a }";
    ReminderEmpty => "hãy ghi tiêu đề và nội dung nhắc", "write a subject and the words of the reminder";
    ReminderLong => "nội dung nhắc quá dài", "the reminder is too long";
    TemplateUnnamed => "mỗi mẫu cần một tên", "each template needs a name";
    TemplateTwice => "hai mẫu trùng mã", "two templates have the same code";
    TemplateInUse => "có quy tắc dùng mẫu không còn nữa", "a rule uses a template that is gone";
    RemindersTooClose => "nhắc quá hạn cách nhau ít nhất một ngày", "reminders of what is overdue are a day or more apart";
    HourWrong => "giờ bắt đầu nhắc từ 0 đến 23", "reminders begin at an hour from 0 to 23";
    PhoneWrong => "số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm, +", "a telephone number is made of digits, spaces, dots and +";
    ScoringUnknown => "công thức không dùng được {}; trong ngoặc là những gì dùng được", "the formula cannot use {}; in brackets is what it can";
    OtherFileTaken => "tệp khác của cùng đơn vị được chọn sau nên tệp này không dùng", "another file of the same unit was chosen later, so this one is not used";
    SourceAreaWanted => "hãy chọn số liệu của toàn địa bàn hoặc của một xã", "choose figures of the whole area, or of one commune";
    SourceElsewhere => "nguồn này đã báo số của nơi khác cho chỉ tiêu này", "this source has reported the indicator for another area already";
    SourcesAgree => "hai nguồn đang khớp nhau, không có gì phải chọn", "both sources agree, there is nothing to choose";

    // Plans.
    DecisionIncomplete => "hãy ghi số, ký hiệu và cơ quan ban hành quyết định", "write down the number and the issuer of the decision";
    DecisionLong => "số, ký hiệu, cơ quan ban hành hoặc trích yếu quá dài", "the number, the issuer or the title of the decision is too long";
    DecisionReplacesItself => "một quyết định không thay thế chính nó", "a decision does not replace itself";
    MilestonesUnordered => "các mốc phải xếp theo thời gian, mỗi kỳ một mốc", "milestones must follow each other in time, one for each period";
    MilestoneShareWrong => "mốc tính theo phần trăm phải từ 0 đến 100", "a milestone in percent lies between 0 and 100";
    MilestoneFalls => "mốc là số lũy kế nên mốc sau không thể thấp hơn mốc trước", "milestones run up, so a later one cannot be below an earlier one";
    SignalsReversed => "ngưỡng xanh phải cao hơn ngưỡng vàng, cả hai trên 0 và không quá 100", "green must begin above amber, both above 0 and not above 100";
    SignalBasisWanted => "hãy ghi văn bản công bố quy tắc và ngày áp dụng", "write down the document that publishes the rule, and from which day";

    // Series, tables and charts.
    SeriesMeasureWrong => "chuỗi số liệu chỉ có số thực hiện, ước thực hiện và kế hoạch", "a series is of actual, estimated or planned figures";
    DimensionTwice => "mỗi chiều chỉ đặt ở hàng hoặc ở cột, một lần", "each dimension stands in rows or in columns, once";
    DimensionsNone => "hãy đặt ít nhất một chiều ở hàng hoặc ở cột", "put at least one dimension into rows or columns";
    IndicatorsNone => "hãy chọn ít nhất một chỉ tiêu", "choose at least one indicator";
    MeasuresNone => "hãy chọn ít nhất một loại số", "choose at least one kind of figure";
    UnitsNone => "hãy chọn ít nhất một đơn vị", "choose at least one unit";
    PeriodsNone => "hãy chọn ít nhất một kỳ", "choose at least one period";
    IndicatorsUnplaced => "có nhiều chỉ tiêu: hãy đặt chỉ tiêu ở hàng hoặc ở cột, hoặc chỉ chọn một", "there are several indicators: put them into rows or columns, or choose one";
    MeasuresUnplaced => "có nhiều loại số: hãy đặt loại số ở hàng hoặc ở cột, hoặc chỉ chọn một", "there are several kinds of figures: put them into rows or columns, or choose one";
    UnitsUnplaced => "có nhiều đơn vị: hãy đặt đơn vị ở hàng hoặc ở cột, hoặc chỉ chọn một", "there are several units: put them into rows or columns, or choose one";
    PeriodsUnplaced => "có nhiều kỳ: hãy đặt kỳ ở hàng hoặc ở cột, hoặc chỉ chọn một", "there are several periods: put them into rows or columns, or choose one";
    TableTooLarge => "bảng có khoảng {} ô, nhiều hơn 20.000: hãy bớt chỉ tiêu, đơn vị hoặc kỳ", "the table has about {} cells, more than 20,000: choose fewer indicators, units or periods";
    TableUnnamed => "hãy đặt tên bảng, không quá {} chữ", "give the table a name of at most {} letters";
    MapWantsUnits => "bản đồ cần bảng có mỗi hàng là một đơn vị: hãy đặt riêng đơn vị ở hàng", "a map wants a table whose rows are units: put units alone into rows";
    TableOtherKind => "bảng có kỳ {}, khác loại kỳ của báo cáo: hãy chọn kỳ cùng loại", "the table has the period {}, of another kind than the report: choose one of its kind";
    TableTogether => "hãy bỏ dòng cộng chung trước khi đưa bảng vào báo cáo", "take out the common total before the table goes into a report";
    TableEmpty => "bảng chưa có hàng hoặc cột nào", "the table has no row or no column";
    ChartIndicators => "biểu đồ cột cần từ 1 đến 8 chỉ tiêu khác nhau", "a bar chart wants 1 to 8 different indicators";
    ChartMeasures => "biểu đồ cột so sánh với nhiều nhất 2 loại số khác nhau", "a bar chart compares with at most 2 other kinds of figures";
    ChartMeasureUnits => "các chỉ tiêu của một biểu đồ cột phải cùng đơn vị tính", "the indicators of a bar chart must share the unit of measure";
    ChartPeriods => "biểu đồ đường cần từ 2 đến 16 kỳ", "a line chart wants 2 to 16 periods";
    ChartOfUnits => "biểu đồ theo đơn vị chỉ vẽ số thực hiện, ước, kế hoạch hoặc tỷ lệ đạt kế hoạch", "a chart by units draws actual, estimated or planned figures, or percent of plan";

    // Reading and adopting.
    PeriodUnknown => "chưa rõ báo cáo của kỳ nào, hãy chọn kỳ báo cáo", "it is not clear which period the report is of: choose it";
    WordingsAlike => "hai số này được gọi giống hệt nhau; hãy sửa tên gọi của một số ở trang đối chiếu báo cáo trước", "both figures are called alike; first change the name of one on the page that compares reports";
    OtherProposalWanted => "hãy chọn một đề xuất khác để gộp hoặc làm tổng", "choose another proposal to merge with, or to be the whole";

    // The report and its prose.
    OutlineLong => "đề cương quá dài", "the outline is too long";
    OutlineIncomplete => "đề cương cần tên và ít nhất một kỳ báo cáo", "an outline needs a name and at least one kind of period";
    OutlineBuiltIn => "đề cương có sẵn không gỡ được", "an outline that came with the program is not removed";
    PlaceNameLong => "tên đơn vị quá dài ({})", "the name of the unit is too long ({})";
    PassagesTooMany => "quá nhiều đoạn trong một lần lưu", "too many passages in one saving";
    PassageNameWrong => "tên đoạn không hợp lệ", "the name of the passage is not valid";
    PassageTableWrong => "đoạn là bảng phải có bảng, đoạn văn thì không", "a table must hold a table, a passage must not";
    PassageChartWrong => "đoạn là biểu đồ phải có số liệu để vẽ, đoạn khác thì không", "a chart must hold figures to draw, others must not";
    PassageLong => "đoạn quá dài, hãy tách thành nhiều đoạn", "the passage is too long: divide it";
    RemarkLength => "hãy ghi nhận xét, tối đa 4.000 chữ", "write a remark of at most 4,000 letters";
    SuggestionSame => "đề xuất không khác đoạn hiện có", "the suggestion reads as the passage does";
    SaveNameWrong => "tên lần lưu không hợp lệ", "the name of the saving is not valid";
    PlacesWanted => "hãy chọn từ 1 đến 2.000 chỗ", "choose 1 to 2,000 places";
    FindingsOneByOne => "vấn đề số liệu được trả lời từng cái", "questions about figures are answered one by one";
    FiguresTooMany => "quá nhiều số trong một lần hỏi", "too many figures in one question";
    OvertypedReasonWanted => "hãy ghi lý do giữ số gõ tay", "write down why the typed number stays";
    TemplateLarge => "mẫu lớn hơn 8 MB", "the template is larger than 8 MB";
    TaskEmpty => "hãy ghi nội dung nhiệm vụ", "write down what the task is";

    // Issuing.
    SignerWanted => "hãy ghi họ tên người ký", "write the name of who signs";
    SignersIncomplete => "hãy ghi họ tên và chức vụ của từng người ký", "write the name and the office of everyone who signs";
    LinesTooMany => "dòng quá dài hoặc quá nhiều dòng", "a line is too long, or there are too many";
    CorrectionReasonWanted => "hãy ghi lý do đính chính", "write down why it is corrected";
    SummaryWanted => "hãy ghi trích yếu", "write down what the document is about";
    DateOutsideYear => "ngày văn bản phải thuộc năm của số", "the day of the document must lie in the year of its number";
    NumberWrong => "hãy ghi số từ 1 và ký hiệu như BC-UBND", "write a number from 1 on and a notation such as BC-UBND";
    NotSigned => "tệp này chưa có chữ ký nào", "this file has no signature";
    SignedFileWanted => "hãy chọn tệp PDF hoặc Word đã ký", "choose the signed PDF or Word file";

    // People and mail.
    SignInNameWrong => "tên đăng nhập chỉ gồm chữ không dấu, chữ số, dấu chấm và gạch nối", "a sign-in name is made of plain letters, digits, dots and hyphens";
    PersonUnnamed => "hãy ghi họ tên", "write the person's name";
    UnitWanted => "hãy chọn đơn vị", "choose a unit";
    RoleWanted => "hãy giao ít nhất một vai trò", "give at least one role";
    OwnRightsKept => "không thể tự khóa hoặc tự bỏ quyền quản trị của mình", "you cannot lock yourself or give up your own rights as administrator";
    RolesTooMany => "một tài khoản có nhiều nhất 50 vai trò", "an account has at most 50 roles";
    GrantUnitUnknown => "đơn vị được giao không có trong danh mục", "the unit of a role is not in the catalogue";
    GrantSectorUnknown => "lĩnh vực được giao không có trong danh mục", "the sector of a role is not in the catalogue";
    CurrentPasswordWrong => "mật khẩu hiện tại không đúng", "the current password is wrong";
    IdleDaysWrong => "số ngày không đăng nhập từ 7 đến 3650", "days without a sign-in lie between 7 and 3650";
    SessionHoursWrong => "phiên đăng nhập từ 1 đến 720 giờ", "a session lasts 1 to 720 hours";
    QuietMinutesWrong => "thời gian không thao tác từ 5 đến 43200 phút", "the time without doing anything lies between 5 and 43200 minutes";
    LinkHoursWrong => "đường dẫn một lần từ 1 đến 720 giờ", "a one-time link serves for 1 to 720 hours";
    MailServerWanted => "hãy ghi tên máy chủ thư và cổng, ví dụ mail.vi-du.vn và 465", "write the mail server and its port, such as mail.example.vn and 465";
    PasswordInTheOpen => "mật khẩu không được gửi qua đường truyền không mã hóa; hãy chọn TLS hoặc STARTTLS", "a password is not sent over an open line; choose TLS or STARTTLS";
    OwnAddressWrong => "địa chỉ mở Sổ Liệu bắt đầu bằng https:// hoặc http://", "the address of Sổ Liệu begins with https:// or http://";
    MailAddressWrong => "“{}” không phải địa chỉ thư điện tử", "“{}” is no mail address";
}

impl Flaw {
    /// A refusal whose words name `detail`.
    pub fn about(self, detail: impl ToString) -> Refusal {
        Refusal { code: RefusalCode::BadInput, detail: detail.to_string(), flaw: Some(self) }
    }
}

impl From<Flaw> for Refusal {
    fn from(flaw: Flaw) -> Self {
        flaw.about("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_the_same_and_end_without_a_stop() {
        for flaw in Flaw::ALL {
            let (vi, en) = flaw.words();
            assert_eq!(vi.matches("{}").count(), en.matches("{}").count(), "{flaw:?}");
            for words in [vi, en] {
                assert!(
                    !words.is_empty() && !words.ends_with(['.', '!', ' ']),
                    "{flaw:?}: the sentence around it ends"
                );
            }
        }
    }

    #[test]
    fn a_flaw_is_told_in_either_language_alone() {
        for flaw in Flaw::ALL {
            let refusal = flaw.about("A01");
            let (vi, en) = flaw.words();
            assert_eq!(refusal.vi(), format!("Dữ liệu gửi lên chưa hợp lệ: {}.", vi.replace("{}", "A01")));
            assert_eq!(refusal.en(), format!("The input is not valid: {}.", en.replace("{}", "A01")));
            let marked = |c: char| c.is_alphabetic() && !c.is_ascii();
            assert!(!en.replace("Sổ Liệu", "").contains(marked), "{flaw:?}: {en}");
        }
    }
}
