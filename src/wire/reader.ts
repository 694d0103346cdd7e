// Bytes of a connection, by count, with a limit of time: what one answer needs and not a byte more, because
// what follows the answer to an SSLRequest belongs to TLS (CVE-2021-23222).

import type { Duplex } from 'node:stream';

/** The peer hung up, stayed silent, or the connection broke. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export class ByteReader {
  readonly #stream: Duplex;
  readonly #timeout: number;
  #held: Buffer = Buffer.alloc(0);
  #ended: Interrupted | null = null;
  #wake: () => void = () => {};

  constructor(stream: Duplex, timeout: number) {
    this.#stream = stream;
    this.#timeout = timeout;
    stream.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onEnd).on('error', this.#onError);
  }

  /** Exactly `count` bytes. @throws Interrupted */
  async take(count: number): Promise<Buffer> {
    const deadline = Date.now() + this.#timeout;
    while (this.#held.length < count) {
      if (this.#ended !== null) throw this.#ended;
      await this.#more(deadline);
    }
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  /** Lets go of the stream. Returns what had come unasked. */
  release(): Buffer {
    this.#stream
      .off('data', this.#onData)
      .off('end', this.#onEnd)
      .off('close', this.#onEnd)
      .off('error', this.#onError);
    this.#stream.pause();
    return this.#held;
  }

  #more(deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Interrupted(`no answer within ${this.#timeout} ms`)),
        Math.max(1, deadline - Date.now()),
      );
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#held = Buffer.concat([this.#held, chunk]);
    this.#wake();
  };

  readonly #onEnd = (): void => this.#end('the server closed the connection');

  readonly #onError = (error: Error): void => this.#end(error.message);

  #end(reason: string): void {
    this.#ended ??= new Interrupted(reason);
    this.#wake();
  }
}
