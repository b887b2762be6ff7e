import { EditorState } from "@tiptap/pm/state";
import { history, undo } from "@tiptap/pm/history";
import { describe, expect, it } from "vitest";
import type { LivingInline, LivingPassage, PassageKind, ProseContent, ProseEdit } from "../../api/types";
import { blocksOf, contentOfPassage, keyOf, toDoc } from "./content";
import { follow } from "./follow";
import { idOf, schema } from "./schema";
import { editsOf, longestRun, onTopOf, saidBy, sendingOf, settle, syncedWith, taken, type Sending, type Synced } from "./sync";

const passage = (id: string, text: string, kind: PassageKind = "body"): LivingPassage => ({
  id, kind, inlines: text ? [{ type: "text", text }] : [], owner: null, version: 0, editable: true, locked: false, remarks: 0, suggestions: 0, unchanged: [],
});
const textOf = (content: ProseContent) => content.inlines.map((i) => (i.type === "text" ? i.text : "")).join("");

/** A small repeatable stream of numbers below `below`. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

/** Words of a base with what each side put between them and took out; a stand-in for the server's merging. */
function merged(base: string, mine: string, theirs: string): string {
  if (theirs === base) return mine;
  const cut = (text: string) => text.match(/\S+\s*/g) ?? [];
  const edits = (from: string[], to: string[]) => {
    const kept = longestRun(to, from);
    const between = new Map<string, string[]>();
    let last = "";
    for (const word of to) if (kept.includes(word)) last = word;
    else between.set(last, [...(between.get(last) ?? []), word]);
    return { kept: new Set(kept), between };
  };
  const [a, b] = [edits(cut(base), cut(mine)), edits(cut(base), cut(theirs))];
  const out: string[] = [];
  const put = (after: string) => {
    const [mine, theirs] = [a.between.get(after) ?? [], b.between.get(after) ?? []];
    out.push(...theirs, ...mine.filter((word) => !theirs.includes(word)));
  };
  put("");
  for (const word of cut(base)) {
    if (a.kept.has(word) && b.kept.has(word)) out.push(word);
    put(word);
  }
  return out.join("");
}

class Server {
  cut = 1;
  passages: LivingPassage[];
  constructor(passages: LivingPassage[]) {
    this.passages = passages;
  }
  view = () => ({ passages: [...this.passages], cut: this.cut });
  readonly known = new Set<string>();
  /** A save that comes again changes nothing. */
  save({ save, edits }: Sending) {
    const fresh = !this.known.has(save);
    this.known.add(save);
    return this.put(fresh ? edits : [], new Set(edits.map((edit) => edit.id)));
  }
  private put(edits: readonly ProseEdit[], touched: ReadonlySet<string>) {
    this.cut++;
    for (const edit of edits) {
      const at = this.passages.findIndex((p) => p.id === edit.id);
      const known = this.passages[at];
      if (edit.type === "remove") this.passages = this.passages.filter((p) => p.id !== edit.id);
      else {
        const now = known ?? passage(edit.id, "");
        const text = edit.type === "move" ? null : known && edit.base ? merged(textOf(edit.base), textOf(edit.now), textOf(contentOfPassage(known))) : textOf(edit.now);
        const next = text === null ? now : { ...now, inlines: [{ type: "text", text } as LivingInline], kind: edit.type === "write" ? edit.now.kind : now.kind };
        if (known && edit.type === "write") this.passages[at] = next;
        else {
          this.passages = this.passages.filter((p) => p.id !== edit.id);
          this.passages.splice(!edit.after ? 0 : this.passages.findIndex((p) => p.id === edit.after) + 1, 0, next);
        }
      }
    }
    return { cut: this.cut, passages: this.passages.filter((p) => touched.has(p.id)), order: this.passages.map((p) => p.id) };
  }
}

/** A page without a screen. */
class Page {
  state: EditorState;
  synced: Synced;
  inDoubt: Sending | null = null;
  constructor(readonly server: Server) {
    const view = server.view();
    this.synced = syncedWith(saidBy(view));
    this.state = EditorState.create({ doc: toDoc(view.passages, () => "p0"), plugins: [history()] });
  }
  at(id: string): number {
    let found = 0;
    this.state.doc.forEach((block, at) => idOf(block) === id && (found = at));
    return found;
  }
  words(id: string): string {
    return this.state.doc.nodeAt(this.at(id))?.textContent ?? "";
  }
  /** Types a word at its place: after the nth word. */
  type(id: string, place: number, word: string) {
    const words = this.words(id).match(/\S+\s*/g) ?? [];
    const offset = words.slice(0, place).join("").length;
    this.state = this.state.apply(this.state.tr.insertText(`${word} `, this.at(id) + 1 + offset));
  }
  split(id: string, fresh: string) {
    const [at, length] = [this.at(id), this.words(id).length];
    const words = this.words(id).match(/\S+\s*/g) ?? [];
    const offset = words.slice(0, words.length >> 1).join("").length;
    if (length === 0) return;
    const tr = this.state.tr.split(at + 1 + offset, 1, [{ type: schema.nodes.passage, attrs: { id: fresh, kind: "body" } }]);
    this.state = this.state.apply(tr);
  }
  takeOver(said: Parameters<typeof settle>[1], synced = this.synced) {
    const settled = settle(synced, said, blocksOf(this.state.doc));
    this.synced = settled.synced;
    const tr = follow(this.state, settled.target);
    if (tr) this.state = this.state.apply(tr);
  }
  /** `line`: the request arrives or not, the answer arrives or not. `meanwhile` happens while it is under way. */
  save(line: "good" | "not sent" | "not heard", meanwhile: () => void = () => undefined) {
    const sending = this.inDoubt ?? sendingOf(editsOf(this.synced, blocksOf(this.state.doc)));
    if (sending.edits.length === 0) return;
    const answer = line === "not sent" ? null : this.server.save(sending);
    meanwhile();
    this.inDoubt = answer && line !== "not heard" ? null : sending;
    if (answer && !this.inDoubt) this.takeOver(answer, taken(this.synced, sending.edits));
  }
  refresh() {
    if (!this.inDoubt) this.takeOver(saidBy(this.server.view()));
  }
}

describe("two pages write in one section", () => {
  it("whatever is dropped on the way, both texts are there once", () => {
    for (let seed = 1; seed <= 150; seed++) {
      const next = numbers(seed);
      const server = new Server(["a", "b", "c"].map((id) => passage(id, Array.from({ length: 6 }, (_, i) => `${id}${i}. `).join(""))));
      const pages = [new Page(server), new Page(server)];
      const typed: string[] = [];
      for (let turn = 0; turn < 60; turn++) {
        const who = next(2);
        const page = pages[who]!;
        const type = () => {
          const ids = page.state.doc.children.map(idOf);
          const word = `${"xy"[who]}${turn}${"abcdef"[next(6)]}${typed.length}.`;
          typed.push(word);
          page.type(ids[next(ids.length)]!, 1 + next(6), word);
        };
        const act = next(10);
        if (act < 5) type();
        else if (act < 8) page.save((["good", "good", "not sent", "not heard"] as const)[next(4)]!, next(2) ? type : undefined);
        else page.refresh();
      }
      for (let round = 0; round < 6; round++) for (const page of pages) page.save("good");
      for (const page of pages) page.refresh();
      const text = server.passages.map((p) => textOf(contentOfPassage(p))).join(" ").split(/\s+/);
      for (const word of typed) expect(text.filter((w) => w === word), `seed ${seed}: ${word}`).toHaveLength(1);
      for (const page of pages) expect(blocksOf(page.state.doc).map((b) => keyOf(b.content)), `seed ${seed}`).toEqual(server.passages.map((p) => keyOf(contentOfPassage(p))));
    }
  });

  it("paragraphs that are split, removed and moved reach the other page", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const next = numbers(seed * 7);
      const server = new Server(["a", "b", "c", "d"].map((id) => passage(id, `${id}0. ${id}1. ${id}2. ${id}3. `)));
      const pages = [new Page(server), new Page(server)];
      for (let turn = 0; turn < 40; turn++) {
        const page = pages[next(2)]!;
        const ids = page.state.doc.children.map(idOf);
        const id = ids[next(ids.length)]!;
        const act = next(8);
        if (act === 0) page.split(id, `n${seed}t${turn}`);
        else if (act === 1 && ids.length > 2) page.state = page.state.apply(page.state.tr.delete(page.at(id), page.at(id) + page.state.doc.nodeAt(page.at(id))!.nodeSize));
        else if (act === 2) {
          const node = page.state.doc.nodeAt(page.at(id))!;
          const tr = page.state.tr.delete(page.at(id), page.at(id) + node.nodeSize);
          page.state = page.state.apply(tr.insert(next(2) ? 0 : tr.doc.content.size, node));
        } else if (act < 6) page.save((["good", "good", "not sent", "not heard"] as const)[next(4)]!);
        else page.refresh();
      }
      for (let round = 0; round < 6; round++) for (const page of pages) page.save("good");
      for (const page of pages) page.refresh();
      const [one, other] = pages.map((page) => blocksOf(page.state.doc).map((b) => `${b.id} ${keyOf(b.content)}`));
      expect(one, `seed ${seed}`).toEqual(server.passages.map((p) => `${p.id} ${keyOf(contentOfPassage(p))}`));
      expect(other, `seed ${seed}`).toEqual(one);
    }
  });
});

describe("a save whose answer is lost", () => {
  it("is made once, even where the same word is typed again and again", () => {
    for (let seed = 1; seed <= 100; seed++) {
      const next = numbers(seed * 13);
      const server = new Server([passage("a", "Một. Hai. ")]);
      const page = new Page(server);
      let typed = 0;
      for (let turn = 0; turn < 30; turn++) {
        const type = () => void (page.type("a", 1, "tốt"), typed++);
        if (next(2)) type();
        page.save((["good", "not sent", "not heard"] as const)[next(3)]!, next(2) ? type : undefined);
      }
      for (let round = 0; round < 3; round++) page.save("good");
      expect(textOf(contentOfPassage(server.passages[0]!)).match(/tốt/g) ?? [], `seed ${seed}`).toHaveLength(typed);
    }
  });

  it("is the base of what was typed after it", () => {
    const content = (text: string) => contentOfPassage(passage("a", text));
    const sent: ProseEdit[] = [{ type: "write", id: "a", base: content("Một"), now: content("Một hai"), after: null }, { type: "move", id: "b", after: null }, { type: "remove", id: "c", base: content("Bỏ") }];
    const all: ProseEdit[] = [{ type: "write", id: "a", base: content("Một"), now: content("Một hai ba"), after: null }, { type: "move", id: "b", after: "a" }, { type: "remove", id: "c", base: content("Bỏ") }, { type: "write", id: "n", base: null, now: content("Mới"), after: "a" }];
    expect(onTopOf(all, sent)).toEqual([{ type: "write", id: "a", base: content("Một hai"), now: content("Một hai ba"), after: null }, { type: "move", id: "b", after: "a" }, all[3]]);
    expect(onTopOf(sent, sent)).toEqual([]);
  });
});

describe("following the server", () => {
  it("keeps the caret, and undo takes back only what was typed here", () => {
    const server = new Server([passage("a", "Thu ngân sách đạt khá so với kỳ trước. ")]);
    const [mine, theirs] = [new Page(server), new Page(server)];
    mine.type("a", 3, "TÔI");
    theirs.type("a", 1, "HỌ");
    theirs.type("a", 9, "CUỐI");
    theirs.save("good");
    mine.save("good");
    expect(mine.words("a")).toBe("Thu HỌ ngân sách TÔI đạt khá so với kỳ CUỐI trước. ");
    undo(mine.state, (tr) => (mine.state = mine.state.apply(tr)));
    expect(mine.words("a")).toBe("Thu HỌ ngân sách đạt khá so với kỳ CUỐI trước. ");
  });

  it("changes nothing where nothing differs", () => {
    const server = new Server([passage("a", "Một"), passage("b", "Hai", "dash")]);
    const page = new Page(server);
    const before = page.state;
    page.refresh();
    expect(page.state).toBe(before);
  });
});

describe("the longest run", () => {
  it.each([
    ["abc", "abc", "abc"],
    ["cab", "abc", "ab"],
    ["abc", "", ""],
    ["axbyc", "abc", "abc"],
  ])("of %s in %s", (ids, order, run) => expect(longestRun([...ids], [...order]).join("")).toBe(run));
});
