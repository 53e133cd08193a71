/**
 * An emitter with the names that socket.io-client and engine.io-client use. vite.config.ts puts this file in the place
 * of @socket.io/component-emitter.
 */
type Listener = ((...values: never[]) => void) & { once?: Listener }

export class Emitter {
  #heard = new Map<string, Listener[]>()

  on(name: string, listener: Listener): this {
    this.#heard.set(name, [...this.listeners(name), listener])
    return this
  }

  once(name: string, listener: Listener): this {
    const wrapped: Listener = (...values) => {
      this.off(name, wrapped)
      listener.apply(this, values)
    }
    wrapped.once = listener
    return this.on(name, wrapped)
  }

  /** Without a listener every one of the name goes, without a name every one of all. */
  off(name?: string, listener?: Listener): this {
    if (name === undefined) this.#heard.clear()
    else {
      const left = listener
        ? this.listeners(name).filter((each) => each !== listener && each.once !== listener)
        : []
      this.#heard.set(name, left)
    }
    return this
  }

  removeListener(name: string, listener?: Listener): this {
    return this.off(name, listener)
  }

  removeAllListeners(name?: string): this {
    return this.off(name)
  }

  emit(name: string, ...values: never[]): this {
    for (const listener of this.listeners(name)) listener.apply(this, values)
    return this
  }

  emitReserved(name: string, ...values: never[]): this {
    // Not `this.emit`, which a socket makes into sending.
    return Emitter.prototype.emit.call(this, name, ...values) as this
  }

  listeners(name: string): Listener[] {
    return this.#heard.get(name) ?? []
  }

  hasListeners(name: string): boolean {
    return this.listeners(name).length > 0
  }
}
