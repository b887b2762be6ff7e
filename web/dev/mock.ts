import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";

// A stand-in for the server while pages are drawn: made-up places and numbers, no rules.
const PERIOD = "2031-Q2";
const place = { id: "u0", name: "huyện Mường Thử", kind: "district" };
const names = ["xã Bản Mẫu", "xã Nà Thí", "xã Pha Dụ", "xã Tà Gia", "thị trấn Thử", "Phòng Nông nghiệp và PTNT", "Phòng Tài chính - Kế hoạch", "Phòng Giáo dục và Đào tạo", "Công an huyện", "Trung tâm Y tế"];
const units = names.map((name, i) => ({ id: `u${i + 1}`, name, kind: i < 5 ? "commune" : "department" }));
const states = [
  { state: "draft" }, { state: "sent", by: "an", at: "2031-06-14T03:10:00Z", times: 1 },
  { state: "returned", by: "binh", at: "2031-06-14T04:10:00Z", reason: "Diện tích lúa nương chưa khớp với tổng, đề nghị xem lại.", times: 1 },
  { state: "approved", by: "binh", at: "2031-06-14T05:10:00Z", times: 2 },
];
const groups = ["Nông, lâm nghiệp", "Chăn nuôi", "Thu, chi ngân sách", "Giáo dục và đào tạo", "Y tế", "Quốc phòng - An ninh"];
const rows = groups.flatMap((group, g) =>
  Array.from({ length: 7 }, (_, i) => ({
    indicator: `X${g}${i}`, measure: i === 5 ? "estimate" : "actual", group, depth: i > 0 && i < 3 ? 1 : 0,
    name: ["Tổng diện tích gieo trồng cây lương thực có hạt", "Diện tích lúa đông xuân", "Diện tích ngô", "Sản lượng lương thực có hạt", "Số hộ tham gia mô hình", "Giá trị sản xuất", "Tỷ lệ che phủ"][i],
    measure_unit: ["ha", "ha", "ha", "tấn", "hộ", "triệu đồng", "%"][i], stated: i < 3 ? { number: ["2300", "1980.5", "318"][i] } : i === 3 ? "not_arisen" : null,
    printed: ["2.300", "1.980,5", "318", "", "", "", ""][i], note: i === 1 ? "Mưa muộn" : null, last: "2.250,4", last_year: "2.190", plan: i % 2 ? null : "4.500", pct_of_plan: i % 2 ? null : "51,1",
    findings: g === 0 && i < 3 ? ["k1"] : g === 1 && i === 0 ? ["k2"] : [],
  })),
);
const ev = (i: number, printed: string) => ({ key: { indicator: `X0${i}`, unit: "u1", period: PERIOD, measure: "actual" }, name: rows[i]!.name, printed });
const findings = [
  { key: "k1", rule: "r1", kind: "sum-of-parts", severity: "error", period: PERIOD, ask: "u1", computation: "2.300 ≠ 1.980,5 + 318 = 2.298,5", evidence: [ev(0, "2.300 ha"), ev(1, "1.980,5 ha"), ev(2, "318 ha")], answer: null, ask_unit: units[0], phone: "0912 000 111", rule_source: "Câu trong báo cáo quý trước: tổng diện tích gồm lúa và ngô.", rule_formula: "X00 = X01 + X02" },
  { key: "k2", rule: "r2", kind: "part-not-above-whole", severity: "warning", period: PERIOD, ask: "u1", computation: "318 > 300", evidence: [ev(2, "318 ha"), ev(3, "300 ha")], answer: { key: "k2", kind: "explained", text: "Gồm cả diện tích trồng xen.", computation: "", by: "an", at: "2031-06-14T03:10:00Z" }, ask_unit: units[0], phone: null, rule_source: "Danh mục khởi đầu", rule_formula: "X02 <= X03" },
];
const round = { period: PERIOD, due: "2031-06-17", units: 10, sent: 3, approved: 2, returned: 2, late: 1, issued: false };
const window = { from: "2031-03-15", to: "2031-06-14" };
const form = {
  period: PERIOD, unit: units[0], window, due: "2031-06-17", submission: states[2], editable: true, reviewable: false, last_period: "2031-Q1", rows, findings,
  history: [{ what: "sent", by: "Lò Thị An", at: "2031-06-13T03:10:00Z", reason: null }, { what: "returned", by: "Trần Bình", at: "2031-06-14T03:10:00Z", reason: "Diện tích chưa khớp" }], cut: 91,
};
const indicators = rows.slice(0, 20).map((r) => ({ code: r.indicator, name: r.name, measure_unit: r.measure_unit, counted: false, decimals: 1, timing: "cumulative", collector: { by: "communes" }, owner: "u6", planned: true, part_of: null, formula: null, source: "", group: r.group, restricted: r.group.startsWith("Quốc"), owner_unit: units[5], latest: "2.250,4" }));
const session = { name: "an", display_name: "Lò Thị An", role: "office", unit: units[0], place, menu: ["work", "rounds", "reports", "figures", "findings", "tasks", "catalogue", "admin"] };
const living = [{ period: PERIOD, title: "Tình hình phát triển kinh tế - xã hội quý II", approval: null, issued: null, notices: 7 }, { period: "2031-Q1", title: "Tình hình quý I", approval: { cut: 3, by: "Hà", at: "", stale: false }, issued: { number: "12/BC-UBND", date: "2031-03-25", signer: "Hà", hash: "" }, notices: 0 }];
const tasks = ["Chỉ đạo gieo cấy lúa mùa đúng khung thời vụ", "Rà soát hộ nghèo theo chuẩn mới, báo cáo kết quả trước kỳ họp"].map((text, i) => ({ id: `t${i}`, text, lead: `u${i + 6}`, lead_as_written: null, due: `2031-0${6 + i}-30`, due_as_written: null, period: PERIOD, source: text, indicators: [], status: i ? "in_progress" : "open", remark: i ? "Đã xong 4/5 xã" : null, lead_unit: units[i + 5], late: i === 0 }));

const page = <T>(list: T[]) => ({ rows: list, total: list.length });
let signedIn = true;

function answer(method: string, path: string, body: string): unknown {
  if (path === "/session" && method === "POST") {
    if (JSON.parse(body).password === "sai") return undefined;
    signedIn = true;
    return session;
  }
  if (path === "/session" && method === "DELETE") return ((signedIn = false), "");
  if (!signedIn) return undefined;
  if (path.endsWith("/cells")) {
    for (const c of JSON.parse(body).cells) {
      const row = rows.find((r) => r.indicator === c.indicator);
      if (row) Object.assign(row, { stated: c.text === "" ? null : c.text === "kps" ? "not_arisen" : { number: c.text.replaceAll(".", "").replace(",", ".") }, printed: c.text, note: c.note });
    }
    return form;
  }
  const table: [RegExp, unknown][] = [
    [/^\/session$/, session],
    [/^\/work$/, [{ kind: "mend_returned_form", subject: PERIOD, count: null, link: `/rounds/${PERIOD}/forms/u1`, due: "2031-06-17", late: true }, { kind: "fill_form", subject: PERIOD, count: 12, link: `/rounds/${PERIOD}/forms/u1`, due: "2031-06-17", late: false }, { kind: "answer_findings", subject: PERIOD, count: 3, link: "/findings", due: null, late: false }, { kind: "do_task", subject: tasks[1]!.text, count: null, link: "/tasks", due: "2031-07-30", late: false }]],
    [/^\/rounds$/, { rounds: [round, { ...round, period: "2031-Q1", approved: 10, sent: 0, late: 0, returned: 0, issued: true }], next: { period: "2031-Q3", window, due: "2031-09-17", units: 10, cells: 241 } }],
    [/^\/rounds\/[^/]+\/forms/, form],
    [/^\/rounds\//, { round, window, rows: units.map((unit, i) => ({ unit, submission: states[i % 4], filled: 10 + i * 3, asked: 42, errors: i === 0 ? 1 : 0, warnings: i % 3, days_late: i === 4 ? 2 : 0, phone: "0912 000 11" + i })) }],
    [/^\/findings/, page([...findings, ...findings.map((f) => ({ ...f, key: f.key + "b" }))])],
    [/^\/tasks/, page(tasks)],
    [/^\/indicators\/[^/]+\/series/, { indicator: indicators[0], periods: ["2030-Q2", "2030-Q3", "2030-Q4", "2031-Q1", PERIOD], rows: [place, ...units.slice(0, 5)].map((unit, i) => ({ unit, values: i ? ["430", "435,5", null, "450,1", "460"] : ["2.190", "2.210,5", "2.240", "2.250,4", "2.300"] })) }],
    [/^\/indicators/, page(indicators)],
    [/^\/rules/, page([{ id: "r1", kind: "sum-of-parts", formula: "X00 = X01 + X02", severity: "error", source: "Tổng diện tích gieo trồng gồm lúa và ngô.", active: true, in_words: "Tổng diện tích = Diện tích lúa + Diện tích ngô" }])],
    [/^\/units/, units.map((u) => ({ ...u, official_code: "0353" + u.id, placements: [], phone: "0912 000 111", parent: place }))],
    [/^\/accounts/, units.map((unit, i) => ({ name: `user${i}`, display_name: ["Lò Thị An", "Trần Văn Bình", "Hà Chi"][i % 3], role: ["reporter", "office", "leader"][i % 3], unit, active: i !== 4 }))],
    [/^\/log/, page([{ cut: 91, at: "2031-06-14T03:10:00Z", by: "Lò Thị An", act: "cells_saved", subject: "xã Bản Mẫu", period: PERIOD, codes: ["X00", "X01"] }])],
    [/^\/living$/, living],
    [/^\/readings$/, [{ id: "r1", file_name: "bao-cao-quy-1.docx", title: "Tình hình quý I", period: "2031-Q1", at: "2031-06-01T03:10:00Z", by: "Lò Thị An", adopted: true }]],
  ];
  return table.find(([pattern]) => pattern.test(path))?.[1];
}

/** Serves the made-up place under `/api`. */
export function mock(): Plugin {
  return {
    name: "mock",
    configureServer(server) {
      server.middlewares.use("/api", (request: IncomingMessage, response: ServerResponse) => {
        let body = "";
        request.on("data", (part) => (body += part));
        request.on("end", () => {
          const path = (request.url ?? "").split("?")[0] ?? "";
          const found = answer(request.method ?? "GET", path, body);
          response.setHeader("content-type", "application/json");
          response.statusCode = found !== undefined ? 200 : signedIn && path !== "/session" ? 404 : 401;
          response.end(found === "" ? "" : JSON.stringify(found ?? { code: "x", vi: "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra lại bộ gõ và phím Caps Lock.", en: "Wrong name or password." }));
        });
      });
    },
  };
}
