//! A rule says no: stable code, what happened, what to do next.

use crate::flaw::Flaw;
use serde::{Deserialize, Serialize};

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident => $vi:literal, $en:literal;)*) => {
        /// Why a request is refused. The words are templates: `{}` takes the refusal's detail.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum RefusalCode { $($(#[$doc])* $name,)* }

        impl RefusalCode {
            fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($vi, $en),)* }
            }
        }
    };
}

refusals! {
    /// Not signed in.
    SignInFirst => "Bạn chưa đăng nhập hoặc phiên đã hết hạn. Hãy đăng nhập lại.", "You are not signed in, or the session has ended. Please sign in again.";
    /// Wrong name or password.
    WrongPassword => "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra lại bộ gõ và phím Caps Lock.", "Wrong name or password. Check the keyboard layout and Caps Lock.";
    /// Too many attempts.
    TooManyAttempts => "Đăng nhập sai quá nhiều lần. Hãy đợi {} giây rồi thử lại.", "Too many failed attempts. Wait {} seconds and try again.";
    /// The role may not.
    NotAllowed => "Tài khoản của bạn không có quyền làm việc này. Hãy liên hệ quản trị nếu cần.", "Your account may not do this. Ask the administrator if you need it.";
    /// No such thing, or not for these eyes.
    NotFound => "Không tìm thấy {}. Có thể đường dẫn đã cũ.", "What you asked for was not found. The link may be old.";
    /// The form is locked.
    FormLocked => "Biểu đã gửi nên đang khóa. Muốn sửa, hãy đề nghị bộ phận tổng hợp trả lại.", "The form has been sent and is locked. Ask the office to return it if it must change.";
    /// Transition not possible from the current state.
    WrongState => "Việc này không làm được khi biểu đang ở trạng thái “{}”. Hãy tải lại trang.", "This cannot be done while the form is “{}”. Reload the page.";
    /// A reason is needed.
    ReasonNeeded => "Hãy ghi lý do để đơn vị biết cần sửa gì.", "Write a reason, so that the unit knows what to change.";
    /// Sending with open errors.
    ErrorsOpen => "Còn {} lỗi chưa sửa hoặc chưa giải trình. Hãy xử lý rồi gửi lại.", "{} errors are neither mended nor explained. Deal with them, then send.";
    /// Sending with warnings that nobody said a word on.
    WordsWanted => "Còn {} cảnh báo chưa có lời nào. Hãy giải trình hoặc ghi chú vào ô số liệu rồi gửi lại.", "{} warnings are without a word. Explain them or leave a note beside the number, then send.";
    /// A cell that the form does not ask.
    NotOnForm => "Ô {} không thuộc biểu của đơn vị này.", "Cell {} is not on this unit's form.";
    /// Not a number.
    NotANumber => "“{}” không phải số. Hãy gõ kiểu 1.347,19 (dấu chấm hàng nghìn, dấu phẩy thập phân).", "“{}” is not a number. Type it like 1.347,19.";
    /// Already adopted.
    AlreadyAdopted => "Báo cáo này đã được tiếp nhận.", "This report has already been adopted.";
    /// Undecided proposals.
    DoubtfulOpen => "Còn {} đề xuất cần xem lại trước khi tiếp nhận.", "{} doubtful proposals must be looked at before adoption.";
    /// Nothing adopted yet.
    NothingAdopted => "Chưa tiếp nhận báo cáo nào nên chưa có biểu mẫu. Hãy đọc và tiếp nhận một báo cáo cũ trước.", "No report has been adopted yet, so there are no forms. Read and adopt an old report first.";
    /// Round exists.
    RoundExists => "Kỳ {} đã mở.", "Round {} is already open.";
    /// Not a period that follows.
    WrongPeriod => "“{}” không phải kỳ báo cáo hợp lệ. Hãy ghi kiểu 2021-Q2.", "“{}” is not a valid period. Write it like 2021-Q2.";
    /// The cut moved.
    CutMoved => "Số liệu đã thay đổi sau khi bạn mở trang. Hãy xem lại rồi phê duyệt.", "Figures changed after you opened the page. Look again, then approve.";
    /// Approve first.
    ApproveFirst => "Chưa có bản phê duyệt còn hiệu lực. Lãnh đạo cần phê duyệt trước khi ban hành.", "There is no valid approval. A leader must approve before issue.";
    /// Already issued.
    AlreadyIssued => "Báo cáo kỳ {} đã ban hành và không sửa được. Số liệu đính chính sẽ hiện kèm bản đã ban hành.", "The report of {} has been issued and cannot change. Corrections are shown beside it.";
    /// Someone else was first.
    EditedMeanwhile => "Đoạn này vừa được người khác sửa. Phần bạn gõ vẫn còn trên màn hình; hãy tải lại để so sánh.", "Someone else has just edited this passage. What you typed is still on screen; reload to compare.";
    /// Someone else decided about the same figure.
    ReviewedMeanwhile => "{} vừa quyết định khác về số này sau lúc bạn mở trang. Quyết định của bạn chưa ghi; hãy so hai bên rồi chọn.", "{} has just decided differently about this figure. Your decision is not kept yet; compare both, then choose.";
    /// The file cannot be read.
    Unreadable => "{}", "{}";
    /// A field is wrong.
    BadInput => "Dữ liệu gửi lên chưa hợp lệ: {}.", "The input is not valid: {}.";
    /// Name taken.
    NameTaken => "Tên đăng nhập “{}” đã có người dùng.", "The sign-in name “{}” is taken.";
    /// Too short a password.
    WeakPassword => "Mật khẩu cần ít nhất {} ký tự.", "A password needs at least {} characters.";
    /// Fonts or another part are not there.
    PartMissing => "{}", "{}";

    // The entry grid.
    /// A sending that waited for a line found the form sent or returned by someone else.
    MovedMeanwhile => "Biểu đã được gửi hoặc trả lại sau lúc bạn bấm gửi. Hãy xem lại biểu rồi gửi.", "The form was sent or returned after you pressed send. Look at it again, then send.";
    /// A file of a kind or size that may not stand beside a figure.
    NotAttachable => "Tệp “{}” không đính kèm được. Hãy dùng tệp PDF, ảnh (JPG, PNG, TIF), Word, Excel hoặc OpenDocument, tối đa 10 MB.", "The file “{}” cannot be attached. Use PDF, a picture (JPG, PNG, TIF), Word, Excel or OpenDocument, at most 10 MB.";
    /// More files beside a figure than anybody reads.
    TooManyFiles => "Một ô chỉ kèm được tối đa {} tệp. Hãy gỡ bớt tệp cũ rồi đính kèm.", "A cell takes at most {} files. Remove an old one first.";

    // Workbooks.
    /// The workbook is another ledger's form.
    OtherPlaceFile => "Tệp này là biểu của nơi khác, không thuộc sổ này. Hãy tải biểu từ trang này, chép số liệu sang rồi nộp lại.", "This file is a form of another place. Download the form from this page, copy the figures over, and send that.";
    /// The workbook is another round's form.
    OtherRoundFile => "Tệp này là biểu của {}, không phải kỳ đang mở ở trang này. Hãy mở đúng kỳ rồi nộp, hoặc tải biểu của kỳ này.", "This file is the form of {}, not of the round shown here. Open that round, or download the form of this one.";
    /// The workbook is another unit's form.
    OtherUnitFile => "Tệp này là biểu của {}. Hãy nộp ở trang biểu của đơn vị đó, hoặc tải biểu của đơn vị này.", "This file is the form of {}. Send it on that unit's page, or download the form of this unit.";
    /// No sheet says anything that could be an answer.
    NothingInFile => "Tệp không có dòng nào khớp với chỉ tiêu của biểu. Hãy chọn trang, cột tên chỉ tiêu và cột số liệu, hoặc tải biểu Excel từ trang này rồi điền.", "No row of the file fits an indicator of the form. Choose the sheet and its columns, or download the form as a workbook from this page.";
    /// A regime lacks required fields.
    RegimeIncomplete => "Chế độ báo cáo còn thiếu: {}. Hãy điền đủ ở Danh mục › Chế độ báo cáo rồi mở kỳ.", "The regime still lacks: {}. Fill it in under Catalogue › Regimes, then open the round.";
    /// The regime does not hold then.
    RegimeNotInForce => "Chế độ báo cáo không còn hoặc chưa có hiệu lực trong {}.", "The regime is not in force in {}.";
    /// A deadline before the first working day after closing.
    DeadlineTooEarly => "Hạn gửi sớm nhất là {}: ít nhất một ngày làm việc sau khi chốt số liệu (Nghị định 09/2019/NĐ-CP).", "The earliest deadline is {}: at least one working day after closing (Decree 09/2019).";
    /// A cell is stated by another unit or round already.
    AskedTwice => "{} đã có đơn vị hoặc đợt khác báo cáo trong kỳ này. Một số liệu chỉ hỏi một nơi.", "{} is already asked of another unit or round in this period. One figure is asked once.";
    /// The round is closed.
    RoundClosed => "Kỳ {} đã kết thúc. Muốn sửa số, hãy đính chính kèm lý do.", "Round {} is closed. To change a figure, correct it with a reason.";

    // Reminding and the board.
    /// No mail server is set, or it is switched off.
    MailNotSet => "Chưa đặt máy chủ thư điện tử nên chưa gửi thư được. Quản trị đặt ở mục Quản trị, phần Thư điện tử.", "No mail server is set, so no mail can be sent. The administrator sets it under Administration, E-mail.";
    /// The mail server did not take a letter.
    MailFailed => "Chưa gửi được thư. {}", "The mail was not sent. {}";
    /// Words with a field that there is none of.
    UnknownField => "Nội dung có trường {} không dùng được. Hãy chọn trong danh sách trường.", "The words name {}, which is no field. Choose from the list of fields.";
    /// Every unit has sent.
    NobodyToRemind => "Không còn đơn vị nào cần nhắc: các đơn vị đã chọn đều đã gửi.", "Nobody needs a reminder: all chosen units have sent.";

    // Second sources.
    /// A figure has a second source already.
    SecondSourceThere => "{} đã có nguồn thứ hai. Hãy thôi hỏi nguồn đó trước khi khai nguồn khác.", "{} already has a second source. Stop asking that one before declaring another.";
    /// The unit owns the figure.
    OwnsFigure => "{} là nơi báo chính số liệu này nên không thể là nguồn thứ hai.", "{} states this figure itself, so it cannot be its second source.";
    /// One of the two statements changed after the page was opened.
    SourcesMoved => "Một trong hai số vừa thay đổi. Hãy xem lại hai số rồi chọn.", "One of the two numbers has just changed. Look at both again, then choose.";

    // People.
    /// Easily guessed.
    SimplePassword => "Mật khẩu này dễ đoán vì gần như chỉ gồm từ quen thuộc, tên của bạn hoặc dãy phím liền nhau. Hãy ghép vài từ không liên quan với nhau.", "This password is easily guessed: it is little but common words, your own names or keys in a row. Join a few unrelated words instead.";
    /// The second step of signing in.
    CodeWanted => "Hãy nhập mã 6 chữ số trên điện thoại, hoặc một mã dự phòng.", "Enter the 6 digits that your phone shows, or a recovery code.";
    /// Wrong or used code.
    WrongCode => "Mã không đúng hoặc đã dùng. Hãy đợi mã tiếp theo rồi nhập lại.", "The code is wrong or was used already. Wait for the next one and enter it.";
    /// Not used for too long.
    AccountIdle => "Tài khoản đã khóa vì quá {} ngày không đăng nhập. Hãy đề nghị quản trị mở lại.", "The account is locked after {} days without a sign-in. Ask the administrator to open it again.";
    /// A link that served or ended.
    LinkGone => "Đường dẫn này đã dùng hoặc đã hết hạn. Hãy đề nghị quản trị gửi đường dẫn mới.", "This link was used already or has ended. Ask the administrator for a new one.";
    /// A short password stands on its second factor.
    FactorHoldsPassword => "Mật khẩu của bạn ngắn hơn 14 ký tự nên cần mã xác thực. Hãy đổi mật khẩu dài hơn trước khi bỏ mã.", "Your password is shorter than 14 characters and needs the second step. Choose a longer password before you remove it.";
    /// Roles that must have a second factor.
    FactorRequired => "Vai trò của bạn phải có mã xác thực nên không bỏ được.", "Your role must have the second step; it cannot be removed.";
    /// Set up already.
    FactorExists => "Tài khoản đã có mã xác thực. Muốn đổi điện thoại, hãy bỏ mã cũ trước.", "The account has a second step already. To change the phone, remove the old one first.";
    /// Nobody here goes by that name.
    NotLinked => "Tài khoản “{}” của dịch vụ đăng nhập chưa gắn với ai ở đây. Hãy đề nghị quản trị ghi tên này vào tài khoản của bạn.", "The sign-in service’s account “{}” is linked to nobody here. Ask the administrator to enter this name in your account.";
    /// The service did not answer as it must.
    ServiceFailed => "Dịch vụ đăng nhập chưa trả lời đúng. Hãy thử lại, hoặc đăng nhập bằng mật khẩu.", "The sign-in service did not answer as it must. Try again, or sign in with your password.";
    /// Two people cannot be one.
    SubjectTaken => "Tên “{}” ở dịch vụ đăng nhập đã gắn với tài khoản khác.", "The sign-in service’s name “{}” is linked to another account.";
    /// Figures that are not for these eyes.
    RestrictedInside => "Văn bản này có số liệu quốc phòng, an ninh hoặc lĩnh vực mà tài khoản của bạn không được giao. Hãy đề nghị quản trị nếu cần xem.", "This document has figures of defence, security or sectors that your account does not cover. Ask the administrator if you need them.";

    // The prose of the living report.
    /// The part is not where this step begins.
    PartElsewhere => "Phần này đã được gửi, nhận hoặc trả lại sau lúc bạn mở trang. Hãy tải lại trang rồi xem.", "This part was sent, accepted or returned after you opened the page. Reload and look again.";
    /// The paragraph is another's, sent or locked.
    ProseClosed => "Đoạn này đang khóa, đã gửi hoặc thuộc đơn vị khác nên chưa sửa được. Hãy ghi nhận xét hoặc đề xuất sửa.", "This paragraph is locked, sent or another unit’s, so it cannot be changed now. Leave a remark or suggest the change.";
    /// The words that a proposal changes are others now.
    SuggestionOutdated => "Đoạn này đã sửa khác đi ở đúng chỗ được đề xuất. Hãy sửa trực tiếp rồi đóng đề xuất.", "The very words of this suggestion read otherwise now. Edit the paragraph itself, then close the suggestion.";

    // Truth before issue.
    /// Places of the report that must be mended first.
    TruthErrorsOpen => "Báo cáo còn {} chỗ phải sửa. Hãy mở danh sách “Cần xem”: gắn số, sửa lời văn hoặc nêu lý do, rồi phê duyệt.", "{} places of the report must be mended. Open the list “To look at”: bind the numbers, mend the words or give a reason, then approve.";
    /// Places of the report that want a reason first.
    TruthReasonsWanted => "Báo cáo còn {} chỗ cần nêu lý do. Hãy mở danh sách “Cần xem”, sửa hoặc nêu lý do từng chỗ, rồi phê duyệt.", "{} places of the report want a reason. Open the list “To look at”, mend each or give a reason, then approve.";
    /// The place of a notice reads otherwise now.
    NoticeMoved => "Chỗ này vừa thay đổi sau khi bạn mở trang. Hãy xem lại rồi làm tiếp.", "This place has changed since you opened the page. Look again, then go on.";
    /// Nothing but mending helps.
    MendInstead => "Chỗ này không nhận lý do: {}.", "No reason is taken here: {}.";

    // Issuing.
    /// Another document has the number.
    NumberTaken => "Số {} đã cấp cho văn bản khác. Hãy dùng số tiếp theo, hoặc xem Sổ đăng ký văn bản.", "Number {} belongs to another document. Take the next one, or look into the register.";
    /// Nothing to correct.
    NotIssuedYet => "Báo cáo kỳ {} đang soạn nên sửa trực tiếp được, không cần đính chính.", "The report of {} is still being written: change it as it is.";
    /// A signature over something else cannot be called verified.
    OtherContentSigned => "Tệp đã ký không chứa nguyên vẹn tệp đã ban hành nên không xác nhận được. Hãy ký lại trên tệp tải từ trang này.", "The signed file does not hold the issued file as it is, so it cannot be confirmed. Sign the file downloaded from this page.";
    /// No Word file.
    NotWordFile => "Tệp không phải Word (.docx) hoặc đã hỏng. Hãy lưu lại bằng Word dạng .docx rồi đưa lại.", "This is no Word file (.docx), or it is broken. Save it as .docx again.";
    /// A Word file that carries none of our facts.
    NotOurFile => "Tệp này không mang dữ liệu của Sổ Liệu nên không biết từng đoạn, từng số ở đâu ra. Hãy tải tệp Word từ trang này, sửa trên tệp đó rồi đưa lại.", "This file carries no data of Sổ Liệu. Download the Word file from this page, edit that one, then hand it in.";
    /// The report of another period.
    OtherPeriodReport => "Tệp này là báo cáo kỳ {}. Hãy đưa vào ở trang của kỳ đó.", "This file is the report of {}. Hand it in on that period's page.";
    /// The report of another place.
    OtherPlaceReport => "Tệp này được tạo từ sổ khác hoặc từ bản sao dữ liệu khác, không khớp với sổ này. Hãy tải lại tệp Word từ trang này.", "This file was made from another ledger, or another copy of the data. Download the Word file from this page again.";
    /// A number typed over a figure without a decision.
    FiguresUnanswered => "Số “{}” đã bị gõ đè trong tệp. Hãy chọn giữ số trong sổ, đề nghị đơn vị kiểm tra, hay để thành lời kèm lý do.", "The figure “{}” was typed over in the file. Choose whether the bound number stays, the unit is asked, or it stays as words with a reason.";

    // Outlines.
    /// There is no such outline any more.
    OutlineGone => "Không có đề cương này hoặc đã gỡ. Hãy chọn đề cương khác trong Danh mục › Đề cương.", "There is no such outline, or it was removed. Choose another one under Catalogue › Outlines.";
    /// The outline is for other kinds of period.
    OutlineOtherKind => "Đề cương này không dùng cho {}. Hãy chọn đề cương có kỳ đó, hoặc chọn kỳ khác.", "This outline is not for {}. Choose one that is, or another period.";
    /// A report stands there already.
    ReportThere => "Đã có báo cáo {}. Bắt đầu lại sẽ thay toàn bộ lời văn; lời cũ vẫn còn trong lịch sử từng đoạn và trả lại được. Hãy xác nhận.", "There is a report of {}. Starting anew replaces all its prose; the old words stay in the history and can be put back. Please confirm.";
    /// History, not to be written anew.
    ReportAdopted => "Báo cáo {} được tiếp nhận từ văn bản đã ban hành nên không bắt đầu lại. Hãy chọn kỳ sau đó.", "The report of {} was adopted from an issued document and is not started anew. Choose a later period.";
    /// A place without a name cannot be founded.
    PlaceUnnamed => "Hãy ghi tên đơn vị lập báo cáo, ví dụ “xã Than Uyên”.", "Write down the name of the unit that reports, such as “xã Than Uyên”.";
    /// Nothing to take back.
    NothingStarted => "Báo cáo này không bắt đầu từ đề cương, hoặc đã có đợt thu số liệu, nên không trả lại được.", "This report did not begin from an outline, or its round is open, so it cannot be taken back.";
    /// The offer is none any more.
    OfferGone => "Việc này không còn trong danh sách: đã đưa vào báo cáo, đã hoàn thành hoặc kỳ trước đã sửa. Hãy tải lại trang.", "This is in the list no longer: it stands in the report, is done, or the last report changed. Reload the page.";

    /// Figures were given in the unit of measure.
    MeasureUnitKept => "“{}” đã có số liệu nên không thay thẳng đơn vị tính được. Hãy mở trang của chỉ tiêu trong Danh mục và ghi thay đổi: từ ngày nào, hệ số quy đổi bao nhiêu.", "“{}” has figures, so its unit of measure is not simply replaced. Open the indicator’s page in the catalogue and note the change: from which day, by which factor.";
    /// Figures of later periods are there, in the unit of measure of before.
    MeasureUnitLate => "Đã có {} số liệu, kế hoạch của các kỳ kết thúc từ ngày đó, ghi khi đơn vị tính còn như cũ. Hãy chọn ngày muộn hơn, hoặc đánh dấu rằng các số ấy đã (hoặc sẽ được sửa) theo đơn vị mới.", "There are {} figures and plans of periods that end from that day on, given while the unit of measure was the old one. Choose a later day, or mark that they are (or will be corrected to be) in the new one.";
    // Plans.
    /// There is no such decision any more.
    PlanGone => "Không còn quyết định này: đã gỡ hoặc vừa được hoàn tác. Hãy tải lại trang Kế hoạch.", "There is no such decision any more: it was taken out or undone. Reload the page of plans.";
    /// The same number of the same issuer in the same year.
    PlanNumberTwice => "Đã có quyết định số {} của cơ quan này trong năm đó. Hãy mở quyết định ấy và sửa, hoặc ghi số khác.", "There is a decision {} of this issuer in that year already. Open and change it, or write another number.";
    /// Another decision names it.
    PlanReplaced => "Quyết định {} đang ghi là thay thế quyết định này. Hãy sửa quyết định đó trước.", "Decision {} says that it replaces this one. Change that one first.";

    // The life of indicators.
    /// There is no such step.
    StepGone => "Không còn bước này trong lịch sử chỉ tiêu. Hãy tải lại trang.", "There is no such step in the history of indicators. Reload the page.";
    /// What it made was changed or used since.
    StepBuiltUpon => "Không hoàn tác được vì sau đó chỉ tiêu đã được sửa tiếp hoặc đã có số liệu, quy tắc, lời văn dùng đến. Hãy sửa trực tiếp chỉ tiêu.", "This cannot be taken back: the indicator was changed again since, or figures, rules or prose use it. Change the indicator itself.";

    // Units over time.
    /// The country stands around a place that is known.
    PlaceFirst => "Sổ chưa biết đây là sổ của đơn vị nào nên chưa nạp cả nước được. Hãy tiếp nhận một báo cáo cũ hoặc bắt đầu báo cáo từ đề cương trước.", "The ledger does not know yet whose it is, so the country is not loaded. First adopt an old report, or begin a report from an outline.";
    /// A reorganisation rests on a resolution.
    BasisWanted => "Hãy ghi nghị quyết làm căn cứ: số, ngày, cơ quan ban hành.", "Write down the resolution it rests on: number, day, who passed it.";
    /// Nothing changes.
    ReorganisationEmpty => "Chưa có thay đổi nào. Hãy chọn đơn vị kết thúc, thêm đơn vị mới hoặc đổi tên, đổi cấp trên.", "Nothing changes yet. Choose who ends, add who begins, or change a name or the unit above.";
    /// A unit is not there on the day, or changes later already.
    UnitNotThere => "“{}” không có vào ngày này, hoặc đã được ghi là thay đổi sau đó. Hãy kiểm tra lại ngày và danh sách đơn vị.", "“{}” is not there on this day, or was entered to change later. Check the day and the list.";
    /// Who ends must have an heir, or be said to have none.
    HeirWanted => "“{}” kết thúc nhưng chưa có ai kế thừa. Hãy chọn đơn vị kế thừa, hoặc đánh dấu là không có đơn vị kế thừa.", "“{}” ends, but nobody takes over. Choose an heir, or mark that there is none.";
    /// A whole cannot be handed on twice.
    HandedTwice => "“{}” đã được giao trọn cho một nơi nên không giao thêm được. Hãy bỏ bớt một dòng, hoặc ghi từng phần.", "“{}” is handed over whole already and cannot be handed on again. Remove a line, or write down parts.";
    /// Parts must meet the whole.
    SharesOff => "Các phần của {} chưa khớp với toàn bộ. Hãy sửa để tổng bằng 100 %, hoặc để trống mọi phần nếu chưa biết.", "The parts of {} do not meet the whole. They must come to 100 %, or leave all empty where nobody knows.";
    /// No unit above on that day.
    ParentGone => "Đơn vị cấp trên của “{}” không có vào ngày này. Hãy chọn đơn vị khác.", "The unit above “{}” is not there on this day. Choose another.";
    /// Another of that name.
    UnitNameTaken => "Đã có “{}” thuộc cùng đơn vị cấp trên vào ngày này. Hãy đặt tên khác hoặc cho đơn vị cũ kết thúc.", "There is a “{}” below the same unit on this day. Choose another name, or let the old one end.";
    /// Who stands below one that ends must go somewhere.
    BelowLeft => "“{}” sẽ không còn đơn vị cấp trên. Hãy chọn cấp trên mới ở phần đổi tên, đổi cấp trên.", "“{}” would be left without a unit above. Choose its new one among the changes.";
    /// Figures were collected already.
    ReorganisationPast => "Sắp xếp này động đến những gì đã có: {}. Hãy xem phần ảnh hưởng rồi xác nhận.", "This touches what is there already: {}. Look at the effects, then confirm.";
    /// Another reorganisation came after.
    ReorganisationLater => "“{}” đã thay đổi trong một lần sắp xếp sau. Hãy thu hồi lần đó trước.", "“{}” changed in a later reorganisation. Take that one back first.";
    /// The new units are in use.
    ReorganisationUsed => "“{}” đã có số liệu, biểu, tài khoản hoặc đơn vị trực thuộc nên không thu hồi được. Hãy nhập một lần sắp xếp mới.", "“{}” has figures, forms, accounts or units below it, so this cannot be taken back. Enter another reorganisation instead.";
    /// A unit that is spoken of is not taken out.
    UnitInUse => "“{}” đã có số liệu, biểu, tài khoản hoặc đơn vị trực thuộc nên không xóa được. Hãy cho đơn vị kết thúc trong một lần sắp xếp.", "“{}” has figures, forms, accounts or units below it, so it is not removed. Let it end in a reorganisation.";
}

/// A typed no: the rule's code and the detail its words name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// Stable code.
    pub code: RefusalCode,
    /// What the words name: a cell, a count, a file.
    pub detail: String,
    /// What is wrong with an input, where it is known in both languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flaw: Option<Flaw>,
}

impl Refusal {
    /// A refusal that names `detail`.
    pub fn of(code: RefusalCode, detail: impl ToString) -> Self {
        Self { code, detail: detail.to_string(), flaw: None }
    }

    /// In Vietnamese.
    pub fn vi(&self) -> String {
        self.in_words(|(vi, _)| vi)
    }

    /// In English.
    pub fn en(&self) -> String {
        self.in_words(|(_, en)| en)
    }

    fn in_words(&self, chosen: fn((&'static str, &'static str)) -> &'static str) -> String {
        let flaw = self.flaw.map(|flaw| chosen(flaw.words()).replace("{}", &self.detail));
        chosen(self.code.words()).replace("{}", flaw.as_deref().unwrap_or(&self.detail))
    }
}

impl From<RefusalCode> for Refusal {
    fn from(code: RefusalCode) -> Self {
        Self::of(code, "")
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.vi())
    }
}

impl std::error::Error for Refusal {}
