// People: invited, their first password, a second step, sessions, locks, roles that see less, and a shared sign-in service.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before } from "node:test";
import { ask, open, person, settled, signIn, until } from "../lib/browser.mjs";
import { codeOf, makePerson } from "../lib/people.mjs";
import { forget, newFolder, start } from "../lib/place.mjs";
import { startProvider } from "../lib/provider.mjs";
import { PERIOD } from "../lib/roles.mjs";
import { walk } from "../lib/walk.mjs";

const PASSWORD = "ruộng bậc thang mùa nước đổ";
const SHORT = "suối9#GạmCo";

const step = walk();
let place, folder, browser, admin, lan, secret, recovery, link;

before(async () => {
  folder = newFolder();
  place = await start("demo", folder);
  browser = await open();
  admin = await person(browser, place.url);
  lan = await person(browser, place.url);
});
after(async () => {
  await browser?.close();
  await place?.stop();
  if (folder) forget(folder);
});

const shot = async (who, name) => process.env.SHOTS && who.page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
const knock = async (who, password, code) => {
  await who.page.goto("/");
  await who.page.getByLabel("Tên đăng nhập").fill("lan");
  await who.page.getByLabel("Mật khẩu").fill(password);
  await who.page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  if (code === undefined) return;
  await who.page.getByLabel("Mã xác thực").fill(code);
  await who.page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
};
const inside = (who) => who.page.getByRole("navigation", { name: "Trình đơn" }).waitFor();
const signOut = async (who) => {
  await who.page.getByRole("button", { name: "Đăng xuất" }).click();
  await who.page.getByLabel("Tên đăng nhập").waitFor();
};

step("the administrator makes an account and is shown its link once", async () => {
  await signIn(admin.page, "quantri", place.accounts.get("quantri"));
  await admin.page.goto("/admin");
  await shot(admin, "accounts");
  await admin.page.getByRole("button", { name: "Thêm tài khoản" }).click();
  await admin.page.getByLabel("Tên đăng nhập").fill("lan");
  await admin.page.getByLabel("Họ và tên").fill("Lò Thị Lan");
  await admin.page.getByLabel("Đơn vị", { exact: true }).selectOption({ label: "xã Bản Lềnh" });
  await admin.page.getByLabel("Thư điện tử").fill("lan@example.vn");
  await shot(admin, "account-new");
  await admin.page.getByRole("button", { name: "Lưu và tạo đường dẫn" }).click();
  link = await admin.page.getByLabel("Đường dẫn một lần").inputValue();
  assert.match(link, /\/start#[0-9a-f]{64}$/);
  await shot(admin, "account-link");
  await admin.page.getByRole("button", { name: "Đóng" }).last().click();
  const { rows } = await ask(admin.page, `/api/accounts?search=${encodeURIComponent("lò thị lan")}`);
  assert.equal(rows.find((row) => row.name === "lan").state, "invited");
});

step("the person chooses a password; a simple one is refused; the link serves once", async () => {
  await lan.page.goto(link);
  await lan.page.getByText("Chào Lò Thị Lan").waitFor();
  for (const [password, says] of [["matkhau1234567", /dễ đoán/], ["ngắn quá", /14 ký tự/]]) {
    await lan.page.getByLabel("Mật khẩu mới", { exact: true }).fill(password);
    await lan.page.getByLabel("Nhập lại mật khẩu mới").fill(password);
    await lan.page.getByRole("button", { name: "Đặt mật khẩu và đăng nhập" }).click();
    await lan.page.getByRole("alert").filter({ hasText: says }).waitFor();
  }
  await lan.page.getByLabel("Mật khẩu mới", { exact: true }).fill(PASSWORD);
  await lan.page.getByLabel("Nhập lại mật khẩu mới").fill(PASSWORD);
  await shot(lan, "start");
  await lan.page.getByRole("button", { name: "Đặt mật khẩu và đăng nhập" }).click();
  await inside(lan);
  const { menu, rights } = await ask(lan.page, "/api/session");
  assert.deepEqual(menu, ["work", "rounds", "findings", "tasks"]);
  assert.ok(rights.includes("fill_own") && !rights.includes("approve_own") && !rights.includes("see_all"));
  const again = await lan.page.request.post("/api/link", { data: { token: link.split("#")[1] } });
  assert.equal(again.status(), 404);
});

step("a second step is set up; the same code does not serve twice", async () => {
  await lan.page.goto("/me");
  await lan.page.getByRole("button", { name: "Cài mã xác thực" }).click();
  await lan.page.getByAltText("Hình để quét").waitFor();
  await shot(lan, "me-factor");
  secret = (await lan.page.locator(".me-secret").innerText()).replaceAll(" ", "");
  await lan.page.getByLabel("Mã 6 chữ số").fill("000000");
  await lan.page.getByRole("button", { name: "Xác nhận" }).click();
  await lan.page.getByRole("alert").filter({ hasText: "Mã không đúng" }).waitFor();
  const used = codeOf(secret);
  await lan.page.getByLabel("Mã 6 chữ số").fill(used);
  await lan.page.getByRole("button", { name: "Xác nhận" }).click();
  await lan.page.getByText("Tôi đã cất mã").waitFor();
  recovery = await lan.page.locator(".me-codes code").allInnerTexts();
  assert.equal(recovery.length, 10);
  await shot(lan, "me-codes");
  await lan.page.getByRole("button", { name: "Tôi đã cất mã" }).click();
  await settled(lan.page);
  await signOut(lan);
  await knock(lan, PASSWORD, used);
  await lan.page.getByRole("alert").filter({ hasText: "Mã không đúng" }).waitFor();
  await shot(lan, "signin-code");
  await lan.page.getByLabel("Mã xác thực").fill(codeOf(secret, 1));
  await lan.page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await inside(lan);
});

step("with it a shorter password will do; a recovery code serves once", async () => {
  await lan.page.goto("/me");
  await lan.page.getByLabel("Mật khẩu hiện tại").fill(PASSWORD);
  await lan.page.getByLabel("Mật khẩu mới", { exact: true }).fill(SHORT);
  await lan.page.getByLabel("Nhập lại mật khẩu mới").fill(SHORT);
  await lan.page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await lan.page.getByText("Đã đổi mật khẩu").waitFor();
  // The short password stands on the second step.
  const refused = await lan.page.request.post("/api/me/factor/remove", { data: { password: SHORT } });
  assert.equal((await refused.json()).code, "factor-holds-password");
  await signOut(lan);
  await knock(lan, SHORT, recovery[0]);
  await inside(lan);
  await signOut(lan);
  await knock(lan, SHORT, recovery[0]);
  await lan.page.getByRole("alert").filter({ hasText: "Mã không đúng" }).waitFor();
  await lan.page.getByLabel("Mã xác thực").fill(recovery[1].toUpperCase().replaceAll("-", " "));
  await lan.page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await inside(lan);
});

step("sessions are seen and ended, by the person and by the administrator", async () => {
  const elsewhere = await person(browser, place.url);
  await knock(elsewhere, SHORT, recovery[2]);
  await inside(elsewhere);
  await lan.page.goto("/me");
  await lan.page.getByText("Phiên này").waitFor();
  await shot(lan, "me");
  await lan.page.getByRole("button", { name: /^Kết thúc phiên/ }).first().click();
  await lan.page.getByText("Đã kết thúc phiên.").waitFor();
  assert.equal((await elsewhere.page.request.get("/api/work")).status(), 401);
  await elsewhere.context.close();
  await admin.page.goto("/admin");
  await admin.page.getByRole("button", { name: "Việc khác với tài khoản lan", exact: true }).click();
  await admin.page.getByRole("menuitem", { name: "Phiên đăng nhập" }).click();
  await shot(admin, "sessions-of");
  await admin.page.getByRole("button", { name: "Kết thúc tất cả" }).click();
  await admin.page.getByText("Không có phiên nào đang mở.").waitFor();
  assert.equal((await lan.page.request.get("/api/work")).status(), 401);
});

step("wrong passwords lock the name at that address, also after a restart; the administrator unlocks", async () => {
  for (let n = 0; n < 5; n += 1) {
    const response = await lan.page.request.post("/api/session", { data: { name: "lan", password: "sai rồi" } });
    assert.equal(response.status(), 401);
  }
  const locked = async () => (await lan.page.request.post(`${place.url}/api/session`, { data: { name: "lan", password: SHORT } })).status();
  assert.equal(await locked(), 429);
  await place.stop();
  const [, port] = /:(\d+)$/.exec(place.url);
  place = await start("demo", folder, [], `127.0.0.1:${port}`);
  assert.equal(await locked(), 429);
  await admin.page.goto("/admin");
  await admin.page.getByRole("cell").getByText("Tạm khóa do nhập sai").waitFor();
  await admin.page.getByRole("button", { name: "Việc khác với tài khoản lan", exact: true }).click();
  await admin.page.getByRole("menuitem", { name: "Mở khóa" }).click();
  await admin.page.getByText("Đã mở khóa Lò Thị Lan.").waitFor();
  assert.equal(await locked(), 401, "the code is asked for again");
});

step("a role that must have a second step opens nothing before it is set up", async () => {
  await admin.page.goto("/admin");
  await admin.page.getByRole("tab", { name: "Quy định đăng nhập" }).click();
  await admin.page.getByLabel("Thanh tra, chỉ xem").check();
  await shot(admin, "policy");
  await admin.page.getByRole("button", { name: "Lưu" }).click();
  await admin.page.getByText("Đã lưu").first().waitFor();
  const inspector = await person(browser, place.url);
  await signIn(inspector.page, "thanhtra", place.accounts.get("thanhtra"));
  await inspector.page.getByText("Vai trò của bạn phải có mã xác thực.").waitFor();
  assert.equal((await inspector.page.request.get(`/api/rounds/${PERIOD}`)).status(), 403);
  await inspector.page.getByRole("button", { name: "Cài mã xác thực" }).click();
  const key = (await inspector.page.locator(".me-secret").innerText()).replaceAll(" ", "");
  await inspector.page.getByLabel("Mã 6 chữ số").fill(codeOf(key));
  await inspector.page.getByRole("button", { name: "Xác nhận" }).click();
  await inspector.page.getByRole("button", { name: "Tôi đã cất mã" }).click();
  await inspector.page.getByRole("link", { name: "Kỳ báo cáo" }).waitFor();
  assert.equal((await inspector.page.request.get(`/api/rounds/${PERIOD}`)).status(), 200);
  await inspector.context.close();
});

step("defence and security are nowhere for those whom they are not granted", async () => {
  const everything = { role: "inspector", scope: null, sectors: [], restricted: true };
  const account = { display_name: "Người xem", unit: "thanh-tra", active: true };
  await makePerson(admin.page, "xemhet", { ...account, grants: [{ ...everything, role: "leader" }] }, PASSWORD);
  await makePerson(admin.page, "xembot", { ...account, grants: [{ ...everything, role: "leader", restricted: false }] }, PASSWORD);
  const [full, less] = [await person(browser, place.url), await person(browser, place.url)];
  await signIn(full.page, "xemhet", PASSWORD);
  await signIn(less.page, "xembot", PASSWORD);
  const all = [];
  for (let page = 1; ; page += 1) {
    const { rows } = await ask(full.page, `/api/indicators?page=${page}`);
    if (rows.length === 0) break;
    all.push(...rows);
  }
  const hidden = all.filter((i) => i.restricted);
  assert.ok(hidden.length > 0, "the demo has restricted indicators");
  const [{ code, latest }] = hidden.filter((i) => i.latest);
  assert.equal((await less.page.request.get(`/api/indicators/${code}/series`)).status(), 404);
  const { total } = await ask(less.page, "/api/indicators");
  assert.equal(total, all.length - hidden.length);
  const living = async (who) => JSON.stringify(await ask(who.page, `/api/living/${PERIOD}`));
  const codes = new RegExp(`"indicator":"(${hidden.map((i) => i.code).join("|")})"`);
  assert.match(await living(full), codes);
  assert.doesNotMatch(await living(less), codes);
  assert.equal((await less.page.request.get(`/api/living/${PERIOD}/preview?to=html`)).status(), 403);
  assert.equal((await full.page.request.get(`/api/living/${PERIOD}/preview?to=html`)).status(), 200);
  const draft = { formula: `${code} >= 0`, cursor: 0, scope: { of: "everyone" } };
  assert.equal((await less.page.request.post("/api/rules/draft", { data: draft })).status(), 403);
  assert.ok(latest);
  await less.page.goto(`/reports/living/${PERIOD}`);
  await less.page.getByText("Nội dung hạn chế").first().waitFor();
  await shot(less, "living-less");
  for (const who of [full, less]) await who.context.close();
});

step("nobody complained", () => assert.deepEqual([...admin.complaints, ...lan.complaints].filter((c) => !/429/.test(c)), []));

step("people sign in through a real provider, linked by their name there and never made silently", async () => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const provider = await startProvider("so-lieu", "a shared secret", `${address}/api/oidc/back`);
  const own = newFolder();
  const settings = join(own, "oidc.toml");
  writeFileSync(settings, `issuer = "${provider.issuer}"\nclient_id = "so-lieu"\nclient_secret = "a shared secret"\naddress = "${address}"\nclaim = "preferred_username"\nlabel = "Đăng nhập một lần của tỉnh"\n`);
  const serving = await start("serve", own, ["--oidc", settings], `127.0.0.1:${port}`);
  try {
    const boss = await person(browser, serving.url);
    await signIn(boss.page, "quantri", serving.accounts.get("quantri"));
    const { unit } = await ask(boss.page, "/api/session");
    const account = { display_name: "Vàng A Páo", unit: unit.id, active: true, subject: "pao@tinh", grants: [{ role: "compiler", scope: null, sectors: [], restricted: true }] };
    const made = await boss.page.request.put("/api/accounts/pao", { data: account });
    assert.equal((await made.json()).state, "open");
    const through = async (name) => {
      const someone = await person(browser, serving.url);
      await someone.page.goto("/reports");
      await someone.page.getByRole("link", { name: "Đăng nhập một lần của tỉnh" }).click();
      await someone.page.locator("input[name=login]").fill(name);
      await someone.page.locator("input[name=password]").fill("any");
      await someone.page.locator("button[type=submit]").click();
      await someone.page.locator("form button[type=submit]").click();
      return someone;
    };
    const pao = await through("pao@tinh");
    await inside(pao);
    assert.equal(new URL(pao.page.url()).pathname, "/reports");
    assert.equal((await ask(pao.page, "/api/session")).name, "pao");
    const stranger = await through("nguoi.la");
    await stranger.page.getByText("“nguoi.la” của dịch vụ đăng nhập chưa gắn với ai ở đây").waitFor();
    await shot(stranger, "signin-not-linked");
    assert.equal((await stranger.page.request.get("/api/session")).status(), 401);
    // An answer that this browser did not ask for, or that comes twice, opens nothing.
    for (const query of ["code=x&state=y", "", "error=access_denied"]) {
      await stranger.page.goto(`/api/oidc/back?${query}`);
      await stranger.page.getByText("Dịch vụ đăng nhập chưa trả lời đúng").waitFor();
    }
    await until(async () => (await stranger.page.request.get("/api/session")).status() === 401, "nobody is signed in");
  } finally {
    await serving.stop();
    await provider.stop();
    forget(own);
  }
});

/** A port that nobody listens on: the provider must know it before the program starts. */
const freePort = () =>
  new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
