/** A shop's page as one knows it, drawn in greys: what matters is where the chat is on it. */
export function ShopDrawing() {
  return (
    <div class="site-shop" aria-hidden="true">
      <div class="site-shop-head">
        <i />
        <span />
        <span />
        <span />
      </div>
      <div class="site-shop-hero">
        <b />
        <b />
        <i />
      </div>
      <div class="site-shop-goods">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((each) => (
          <div key={each}>
            <i />
            <span />
            <span />
          </div>
        ))}
      </div>
    </div>
  )
}
