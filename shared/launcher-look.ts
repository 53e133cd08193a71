import type { PublicSite } from './site.ts'

/**
 * How a site's launcher looks, as custom properties of its styles; `eager` where the chat's frame watches every page for
 * the moment to speak up. The script tag carries it as JSON in `data-look`, so that the launcher is right at once.
 */
export type LauncherLook = Record<string, string>

export function launcherLook(
  site: Pick<PublicSite, 'colours' | 'side' | 'offset' | 'proactive'>,
): LauncherLook {
  const { x, y } = site.offset
  const isLeft = site.side === 'left'
  return {
    '--accent': site.colours.accent,
    '--on': site.colours.onAccent,
    '--left': isLeft ? `${x}px` : 'auto',
    '--right': isLeft ? 'auto' : `${x}px`,
    '--y': `${y}px`,
    ...(site.proactive.length > 0 && { eager: '1' }),
  }
}
