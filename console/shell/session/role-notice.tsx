import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../../texts/texts.ts'
import { useDesk } from '../desk-context.ts'
import { Banner } from '../parts.tsx'

/** Says so where the role of whoever is signed in was changed while they work. */
export function RoleNotice() {
  const { role } = useDesk().person
  const before = useRef(role)
  const [isTold, setTold] = useState(false)
  useEffect(() => {
    if (before.current === role) return
    before.current = role
    setTold(true)
  }, [role])
  if (!isTold) return null
  return (
    <Banner tone="waiting">
      {t().people.roleChanged(t().roles[role])}{' '}
      <button type="button" class="link" onClick={() => setTold(false)}>
        {t().common.close}
      </button>
    </Banner>
  )
}
