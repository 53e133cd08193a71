import { useEffect, useState } from 'preact/hooks'

/** The part of the address behind `#`, so that one can come back to it and send it to a colleague. */
export function useHash(): string {
  const [hash, setHash] = useState(location.hash)
  useEffect(() => {
    const follow = () => setHash(location.hash)
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return hash
}
