// A running Sổ Liệu on a data folder of its own.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const BIN = process.env.SOLIEU_BIN;
const PATIENCE_MS = 120_000;

/** A new empty folder, to be removed with `forget`. */
export const newFolder = () => mkdtempSync(join(tmpdir(), "solieu-e2e-"));
export const forget = (folder) => rmSync(folder, { recursive: true, force: true });

/**
 * Starts `solieu serve` or `solieu demo` and waits for its address.
 * `accounts` are the ones it prints: sign-in name to password; `more` are further arguments.
 */
export async function start(command, folder, more = [], listen = "127.0.0.1:0") {
  if (!BIN) throw new Error("SOLIEU_BIN names no program; run `cargo xtask test --only browser`");
  const child = spawn(BIN, [command, "--data", folder, "--listen", listen, ...more], { stdio: ["ignore", "pipe", "pipe"] });
  const accounts = new Map();
  const said = [];
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address after ${PATIENCE_MS} ms:\n${said.join("\n")}`)), PATIENCE_MS);
    const hear = (line) => {
      said.push(line);
      const account = /^ {2}(\S+)\s+(\S+)\s/.exec(line);
      if (account) accounts.set(account[1], account[2]);
      const address = /http:\/\/\S+/.exec(line);
      if (!address) return;
      clearTimeout(timer);
      resolve(address[0]);
    };
    createInterface(child.stdout).on("line", hear);
    createInterface(child.stderr).on("line", (line) => said.push(line));
    void ended.then((code) => reject(new Error(`ended with ${code}:\n${said.join("\n")}`)));
  });
  return {
    url,
    accounts,
    /** Asks it to stop, and waits. */
    stop: () => (child.kill("SIGTERM"), ended),
    /** As a power cut would. */
    kill: () => (child.kill("SIGKILL"), ended),
  };
}
