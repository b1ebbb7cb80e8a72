//! What servers get from the internet besides requests: packages and updates (spec 13.2).

use super::ctx::ControlCtx;
use super::message::Message;
use crate::base::id::PartId;
use crate::world::ground::WayOut;

impl ControlCtx<'_> {
    /// Asks the internet for so many kB for this part, which stands in `subnet`:
    /// [`Message::Fetched`] tells that they are there. Returns whether the network leads there.
    pub fn fetch(&mut self, subnet: PartId, kb: u32) -> bool {
        let (me, server) = (self.me, self.my_handle());
        match self.world.reach.way_out(subnet) {
            Some(WayOut::Direct) => self.send(me, Message::Fetched),
            Some(WayOut::By(gateway)) => {
                let Some(gateway) = self.control.ix(gateway) else {
                    return false;
                };
                self.send(gateway, Message::Fetch { server, kb });
            }
            None => return false,
        }
        true
    }
}
