import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { wavFolders } from "./wav-folder.js";

/** What a folder cannot say of its files; kept beside them, and never listed. */
const notes = ".switchhook";
const principal = "voiceconnector.chime.amazonaws.com";
const wavType = "audio/wav";

interface ObjectNote {
  readonly contentType?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Buckets that are folders: prompts to play, places for recordings, objects for S3 clients. */
export class BucketFolders {
  readonly #library: ReturnType<typeof wavFolders>;

  constructor(private readonly folders: Readonly<Record<string, string>>) {
    this.#library = wavFolders(folders);
  }

  get names(): readonly string[] {
    return Object.keys(this.folders);
  }

  has(bucket: string): boolean {
    return Object.hasOwn(this.folders, bucket);
  }

  /** Looks a prompt up as the service would; or says why it would not play it (wire.md 4.10). */
  find(bucket: string, key: string): { readonly path: string } | { readonly problem: string } {
    const path = this.pathOf(bucket, key);
    if (path === undefined) return { problem: this.#noBucket(bucket) };
    const name = `${bucket}/${key}`;
    if (!existsSync(path)) {
      return { problem: `${name} is not there: the bucket is the folder ${this.folders[bucket]}` };
    }
    const { contentType = wavType } = this.noteOf(bucket, key);
    if (contentType !== wavType) {
      return { problem: `${name} has the content type ${contentType}: the service plays ${wavType} only` };
    }
    if (!this.#allows(bucket, "s3:GetObject")) {
      return { problem: `the policy of ${bucket} does not let ${principal} read it (s3:GetObject)` };
    }
    if (this.#library.durationOf(bucket, key) !== undefined) return { path };
    const { size } = statSync(path);
    const kind =
      readFileSync(path).subarray(0, 4).toString("latin1") === "RIFF" ? "another kind of WAV" : "no WAV";
    return {
      problem: `${name} cannot be played: it must be uncompressed PCM WAV of at most 50 MB, and is ${kind} of ${size} bytes`,
    };
  }

  /** How long a prompt plays; undefined when the service would not play it. */
  durationOf(bucket: string, key: string): number | undefined {
    return "path" in this.find(bucket, key) ? this.#library.durationOf(bucket, key) : undefined;
  }

  /** Where a recording is to be written; or why it cannot be. */
  fileFor(bucket: string, key: string): string | { readonly problem: string } {
    const path = this.pathOf(bucket, key);
    if (path === undefined) return { problem: this.#noBucket(bucket) };
    if (this.#allows(bucket, "s3:PutObject")) return path;
    return { problem: `the policy of ${bucket} does not let ${principal} write to it (s3:PutObject)` };
  }

  /** The file of a key; undefined when there is no such bucket, or the key leads out of it. */
  pathOf(bucket: string, key: string): string | undefined {
    const folder = this.has(bucket) ? this.folders[bucket] : undefined;
    if (folder === undefined) return undefined;
    const path = join(folder, normalize(key));
    const inside = path.startsWith(join(folder, sep)) && !path.startsWith(join(folder, notes));
    return inside ? path : undefined;
  }

  /** All keys of a bucket that begin so, in the order of S3. */
  keys(bucket: string, prefix = ""): readonly string[] {
    const folder = this.folders[bucket];
    if (folder === undefined || !existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((key) => !key.startsWith(`${notes}/`) && key.startsWith(prefix))
      .sort();
  }

  write(bucket: string, key: string, content: Uint8Array, note: ObjectNote): boolean {
    const path = this.pathOf(bucket, key);
    if (path === undefined) return false;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    const notePath = this.#notePath(bucket, key);
    mkdirSync(dirname(notePath), { recursive: true });
    writeFileSync(notePath, JSON.stringify(note));
    return true;
  }

  remove(bucket: string, key: string): void {
    const path = this.pathOf(bucket, key);
    if (path !== undefined) rmSync(path, { force: true });
    rmSync(this.#notePath(bucket, key), { force: true });
  }

  /** The content type and metadata that an object was put with; a file that lay there before has none. */
  noteOf(bucket: string, key: string): ObjectNote {
    const path = this.#notePath(bucket, key);
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as ObjectNote) : {};
  }

  policyOf(bucket: string): string | undefined {
    const path = this.#policyPath(bucket);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  /** Sets the policy of a bucket, or takes it away; without one the service may do everything. */
  setPolicy(bucket: string, policy: string | undefined): void {
    const path = this.#policyPath(bucket);
    rmSync(path, { force: true });
    if (policy === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, policy);
  }

  #allows(bucket: string, action: string): boolean {
    const policy = this.policyOf(bucket);
    if (policy === undefined) return true;
    const { Statement = [] } = JSON.parse(policy) as { Statement?: readonly PolicyStatement[] };
    return Statement.some(
      ({ Effect, Principal, Action }) =>
        Effect === "Allow" &&
        [Principal?.Service ?? []].flat().includes(principal) &&
        [Action ?? []].flat().some((one) => one === action || one === "s3:*"),
    );
  }

  #policyPath(bucket: string): string {
    return join(this.folders[bucket] ?? "", notes, "policy.json");
  }

  #notePath(bucket: string, key: string): string {
    return join(this.folders[bucket] ?? "", notes, "objects", `${encodeURIComponent(key)}.json`);
  }

  #noBucket(bucket: string): string {
    const known = this.names.length > 0 ? `there are ${this.names.join(", ")}` : "there are none";
    return `there is no bucket ${bucket} here (${known}): give it a folder with --bucket ${bucket}=FOLDER`;
  }
}

interface PolicyStatement {
  readonly Effect?: string;
  readonly Principal?: { readonly Service?: string | readonly string[] };
  readonly Action?: string | readonly string[];
}
