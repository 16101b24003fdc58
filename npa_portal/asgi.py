"""What the production server calls: the front door, with Django behind it."""

from npa_portal.bodies import FrontDoor
from npa_portal.wsgi import application as django

application = FrontDoor(django)
